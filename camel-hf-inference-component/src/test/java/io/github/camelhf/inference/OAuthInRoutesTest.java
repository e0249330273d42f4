package io.github.camelhf.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.error.InferenceAuthenticationException;
import io.github.camelhf.inference.error.InferenceRejectedException;
import io.github.camelhf.inference.error.InferenceTransportException;
import io.github.camelhf.inference.error.InferenceUnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.Exchange;
import org.apache.camel.impl.engine.DefaultClassResolver;
import org.apache.camel.spi.OAuthClientAuthenticationFactory;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens of an OAuth profile, fetched by a service that stands for Camel's. */
class OAuthInRoutesTest {

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @AutoClose
    private final Routes routes = Routes.to(EMULATOR);

    private static String uri(String options) {
        return "hf-inference:text-embedding?endpointUrl={{url}}&oauthProfile=hub" + options;
    }

    private void service(OAuthClientAuthenticationFactory factory) {
        routes.context.getRegistry().bind("oauth", OAuthClientAuthenticationFactory.class, factory);
    }

    @Test
    void theTokenOfTheProfileGoesOut() throws Exception {
        service((context, profile) -> "token-of-" + profile);

        routes.answer(uri(""), "red");

        assertThat(EMULATOR.requests().get(0).header("Authorization")).contains("Bearer token-of-hub");
        assertThat(routes.endpoint(uri("")).getEndpointUri()).contains("oauthProfile=hub");
    }

    @Test
    void theCallersThreadDoesNotWaitForTheIdentityProvider() throws Exception {
        CountDownLatch answers = new CountDownLatch(1);
        service((context, profile) -> {
            answers.await();
            return "slow";
        });
        var producer = routes.producer(uri(""));

        CompletableFuture<Exchange> sent = routes.send(producer, "red");

        assertThat(sent).as("its thread went on").isNotDone();
        assertThat(EMULATOR.requests()).isEmpty();
        answers.countDown();
        assertThat(sent.join().getException()).isNull();
        assertThat(EMULATOR.requests().get(0).header("Authorization")).contains("Bearer slow");
    }

    @Test
    void aProviderThatIsDownIsWorthAnotherAttempt() {
        service((context, profile) -> {
            throw new IOException("Connection refused");
        });

        Exchange exchange = routes.call(uri(""), "red");

        assertThat(exchange.getException())
                .isInstanceOfSatisfying(
                        InferenceTransportException.class,
                        failure -> assertThat(failure.isRetryable()).isTrue())
                .hasMessageContaining("the token of oauthProfile hub could not be fetched: Connection refused");
        assertThat(EMULATOR.requests()).isEmpty();
    }

    @Test
    void aMessageWhoseTokenEndedOnItsWayIsWorthAnotherAttempt() throws Exception {
        String claims = Base64.getUrlEncoder().encodeToString("{\"exp\":1700000000}".getBytes(StandardCharsets.UTF_8));
        String ended = "e30." + claims + ".signature";
        Iterator<String> tokens = List.of(ended, "renewed").iterator();
        service((context, profile) -> tokens.next());
        routes.add(route -> {
            route.onException(InferenceRejectedException.class).maximumRedeliveries(0);
            route.onException(InferenceUnavailableException.class)
                    .maximumRedeliveries(1)
                    .redeliveryDelay(0);
            route.from("direct:late").to(uri(""));
        });
        EMULATOR.fault(Fault.unauthorized());

        assertThat(routes.call("direct:late", "red").getException()).isNull();
        assertThat(EMULATOR.requests())
                .extracting(request -> request.header("Authorization").orElse(""))
                .containsExactly("Bearer " + ended, "Bearer renewed");
    }

    @Test
    void aTokenThatIsRefusedInItsTimeIsWorthNone() {
        service((context, profile) -> "revoked");
        EMULATOR.fault(Fault.unauthorized());

        assertThat(routes.call(uri(""), "red").getException())
                .isExactlyInstanceOf(InferenceAuthenticationException.class);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = " ")
    void noTokenIsSentWhereTheServiceGivesNone(String token) {
        service((context, profile) -> token);

        assertThat(routes.call(uri(""), "red").getException())
                .hasMessageContaining(
                        "the token of oauthProfile hub could not be fetched: the service that answers for")
                .hasMessageEndingWith("gave none");
        assertThat(EMULATOR.requests()).isEmpty();
    }

    @Test
    void aServiceThatLacksALibraryFailsTheMessage() {
        service((context, profile) -> {
            throw new NoClassDefFoundError("io/some/Library");
        });

        assertThat(routes.call(uri(""), "red").getException())
                .hasMessageContaining("could not be fetched: java.lang.NoClassDefFoundError: io/some/Library");
    }

    @Test
    void twoTokensAreRefusedAtStart() {
        service((context, profile) -> "any");

        for (Map.Entry<String, String> other :
                Map.of("token", "hf_x", "tokenFile", "x").entrySet()) {
            assertThatThrownBy(() -> routes.endpoint(uri("&" + other.getKey() + "=" + other.getValue()))
                            .createProducer())
                    .hasMessageContaining("options oauthProfile and " + other.getKey() + " are both set: keep one");
        }
    }

    @Test
    void noTokenGoesReadablyToAnotherMachine() {
        service((context, profile) -> "any");

        assertThatThrownBy(() -> routes.endpoint(
                                "hf-inference:text-embedding?endpointUrl=http://10.1.2.3/&oauthProfile=hub")
                        .createProducer())
                .hasMessageContaining("allowInsecureToken");
    }

    @Test
    void nothingThatFetchesTokensIsSaidAtStart() {
        assertThatThrownBy(() -> routes.endpoint(uri("")).createProducer())
                .hasMessageContaining("option oauthProfile=hub")
                .hasMessageContaining("add org.apache.camel:camel-oauth");
    }

    @Test
    void anOlderCamelIsSaidAtStart() {
        routes.context.setClassResolver(new DefaultClassResolver() {
            @Override
            public Class<?> resolveClass(String name) {
                return name.endsWith("OAuthClientAuthenticationFactory") ? null : super.resolveClass(name);
            }
        });

        assertThatThrownBy(() -> routes.endpoint(uri("")).createProducer())
                .hasMessageContaining("option oauthProfile=hub needs Camel 4.19 or newer, this is 4.");
    }
}
