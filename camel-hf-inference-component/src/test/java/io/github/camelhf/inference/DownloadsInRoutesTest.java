package io.github.camelhf.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.error.InferenceTransportException;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import java.awt.Color;
import java.net.InetAddress;
import java.net.URI;
import java.net.URL;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses as bodies, through routes. */
class DownloadsInRoutesTest {

    private static final byte[] RED = Pictures.plain("png", Color.RED);

    @AutoClose
    private static final AnsweringServer SERVER = new AnsweringServer();

    @TempDir
    private Path folder;

    @AutoClose
    private final Routes routes = new Routes().with("url", SERVER.url());

    @BeforeEach
    void reset() {
        SERVER.reset();
    }

    private static String to(String options) {
        return "hf-inference:image-embedding?endpointUrl={{url}}" + options;
    }

    /** This name leads to this machine, and no other leads anywhere. */
    private void hereIs(String host) {
        ComponentState.of(routes.context)
                .downloadWith(
                        name -> {
                            if (!name.equals(host)) {
                                throw new UnknownHostException(name);
                            }
                            return new InetAddress[] {InetAddress.getLoopbackAddress()};
                        },
                        null);
    }

    @Test
    void privateHostsAreRefusedUnlessTheOptionNamesThem() throws Exception {
        String address = SERVER.publish("red.png", RED);
        assertThat(routes.call(to(""), address).getException())
                .isInstanceOf(InvalidInferenceInputException.class)
                .hasMessageContaining(
                        "leads to a loopback address, which a message must not reach; name the host in the"
                                + " option allowedHosts");
        assertThat(SERVER.pictureRequests()).isEmpty();

        assertThat(routes.call(to("&allowedHosts=127.0.0.1"), address).getException())
                .isNull();
        assertThat(SERVER.calls()).containsExactly(List.of(AnsweringServer.sha256(RED)));
    }

    @Test
    void aNamedHostMayBePrivate() throws Exception {
        String address = SERVER.publish("red.png", RED).replace("127.0.0.1", "pictures.example");
        hereIs("pictures.example");
        assertThat(routes.call(to("&allowedHosts=*.example"), address).getException())
                .isNull();
        assertThat(routes.call(to("&allowedHosts=other.example"), address).getException())
                .isInstanceOf(InvalidInferenceInputException.class);
    }

    @Test
    void theTokenIsNotShownToThePicturesHost() throws Exception {
        String address = SERVER.publish("red.png", RED);
        Exchange exchange = routes.call(
                to("&allowedHosts=127.0.0.1&token=hf_secret&allowInsecureToken=true&billTo=us"), message -> {
                    message.getMessage().setBody(address);
                    message.getMessage().setHeader("Authorization", "Bearer other");
                    message.getMessage().setHeader("Cookie", "a=b");
                });
        assertThat(exchange.getException()).isNull();
        assertThat(SERVER.pictureRequests()).hasSize(1);
        assertThat(SERVER.pictureRequests().get(0).keySet())
                .containsExactlyInAnyOrder("Accept", "Host", "Connection", "User-agent");
    }

    @Test
    void noHeaderWidensWhatTheOptionsAllow() throws Exception {
        String address = SERVER.publish("red.png", RED);
        Exchange exchange = routes.call(to(""), message -> {
            message.getMessage().setBody(address);
            for (String option : List.of("AllowedHosts", "ImageUrl", "MaxDownloadSize", "MaxPixels")) {
                message.getMessage().setHeader("CamelHfInference" + option, "127.0.0.1");
                message.getMessage().setHeader(option, "127.0.0.1");
            }
            message.setProperty("CamelHfInferenceAllowedHosts", "127.0.0.1");
        });
        assertThat(exchange.getException()).isInstanceOf(InvalidInferenceInputException.class);
        assertThat(SERVER.pictureRequests()).isEmpty();
    }

    @Test
    void forwardPassesTheAddressAndRejectRefusesIt() throws Exception {
        assertThat(routes.call(to("&imageUrl=reject"), "https://example.com/red.png")
                        .getException())
                .isInstanceOf(InvalidInferenceInputException.class)
                .hasMessageContaining("imageUrl=reject");
        assertThat(routes.call(to("&imageUrl=reject"), URI.create("https://example.com/red.png"))
                        .getException())
                .hasMessageContaining("imageUrl=reject");
        // The server of this test reads base64 only: it fails on the address, which shows that it got one.
        assertThat(routes.call(to("&imageUrl=forward"), "https://example.com/red.png")
                        .getException())
                .isNotInstanceOf(InvalidInferenceInputException.class);
        assertThat(SERVER.pictureRequests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "jar:file:/x.jar!/y", "ftp://127.0.0.1/x"})
    void opensNoOtherKindOfUrl(String text) throws Exception {
        assertThat(routes.call(to(""), new URL(text)).getException())
                .isInstanceOf(InvalidInferenceInputException.class)
                .hasMessageContaining("expected an http, https or data URI");
        assertThat(routes.call(to(""), text).getException()).isInstanceOf(InvalidInferenceInputException.class);
    }

    @Test
    void aUrlIsNoTextEither() throws Exception {
        assertThat(routes.call(
                                "hf-inference:text-embedding?endpointUrl={{url}}",
                                folder.toUri().toURL())
                        .getException())
                .isInstanceOf(InvalidInferenceInputException.class)
                .hasMessageContaining("got a java.net.URL");
    }

    @Test
    void oneBadAddressOfAListIsNamedOrSkipped() throws Exception {
        String good = SERVER.publish("red.png", RED);
        List<String> addresses = List.of(good, good + "x", "http://169.254.169.254/latest");
        assertThat(routes.call(to("&allowedHosts=127.0.0.1"), addresses).getException())
                .isInstanceOf(InvalidInferenceInputException.class)
                .hasMessageStartingWith("item 1 of a list of 3")
                .hasMessageContaining("answered 404");

        Exchange skipped = routes.call(to("&allowedHosts=127.0.0.1&onItemError=skip"), addresses);
        assertThat(skipped.getException()).isNull();
        List<?> results = skipped.getMessage().getBody(List.class);
        assertThat(results).hasSize(3);
        assertThat(results.get(0)).isNotNull();
        assertThat(results.get(1)).isNull();
        assertThat(results.get(2)).isNull();
        Map<?, ?> errors = skipped.getMessage().getHeader(HfInferenceHeaders.ITEM_ERRORS, Map.class);
        assertThat(errors).hasSize(2);
        assertThat(errors.get(1)).asString().contains("answered 404");
        assertThat(errors.get(2)).asString().contains("link-local");
    }

    @Test
    void aHostThatIsDownFailsTheMessageSoThatItIsSentAgain() throws Exception {
        hereIs("pictures.example");
        Exchange exchange = routes.call(
                to("&allowedHosts=*.example&onItemError=skip"), List.of("http://pictures.example:1/a.png", RED));
        assertThat(exchange.getException()).isInstanceOf(InferenceTransportException.class);
        assertThat(SERVER.calls()).isEmpty();
    }

    @Test
    void aRedeliverySendsThePictureThatWasDownloadedBefore() throws Exception {
        String address = SERVER.publish("red.png", RED);
        SERVER.failOnce(503);
        routes.add(route -> {
            route.errorHandler(
                    route.defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0));
            route.from("direct:again").to(to("&allowedHosts=127.0.0.1"));
        });
        Object result = routes.template.requestBody("direct:again", address);
        assertThat(result).isNotNull();
        assertThat(SERVER.calls()).hasSize(2);
        assertThat(SERVER.pictureRequests()).hasSize(1);
    }

    @Test
    void whatIsNoPictureIsNotSent() throws Exception {
        String address =
                SERVER.publish("page.png", Files.readAllBytes(Files.writeString(folder.resolve("a"), "<html>")));
        assertThat(routes.call(to("&allowedHosts=127.0.0.1"), address).getException())
                .isInstanceOf(InvalidInferenceInputException.class)
                .hasMessageContaining("the content is text/html");
        assertThat(routes.call(to("&allowedHosts=127.0.0.1&maxDownloadSize=20"), SERVER.publish("red.png", RED))
                        .getException())
                .hasMessageContaining("the limit set by maxDownloadSize");
        assertThat(SERVER.calls()).isEmpty();
    }
}
