package io.github.camelhf.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.awt.Color;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What an application that has Micrometer can see of the component. */
class MetersTest {

    private static final byte[] RED = Pictures.plain("png", Color.RED);

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    private final MeterRegistry meters = new SimpleMeterRegistry();

    @AutoClose
    private final Routes routes = Routes.to(EMULATOR);

    private final DefaultCamelContext context = routes.context;

    private final String server = EMULATOR.url().getAuthority();

    static Stream<Arguments> faults() {
        return Stream.of(
                arguments(Fault.modelLoading(20), "loading"),
                arguments(Fault.rateLimited(), "rate_limited"),
                arguments(Fault.serverError(), "server_error"),
                arguments(Fault.resetBeforeAnswer(), "transport"),
                arguments(Fault.unauthorized(), "authentication"),
                arguments(Fault.quotaExceeded(), "quota"),
                arguments(Fault.unprocessable(), "rejected"),
                arguments(Fault.malformedJson(), "malformed"));
    }

    @ParameterizedTest(name = "{0} counts as {1}")
    @MethodSource("faults")
    void aFailureIsCountedByWhatARouteCanDoAboutIt(Fault fault, String outcome) {
        measure();
        EMULATOR.fault(fault);

        send(classification(""), RED);

        assertThat(tags(meters.get("hf.inference.messages").timer()))
                .isEqualTo(Map.of(
                        "camelContext",
                        context.getName(),
                        "mode",
                        "zero-shot",
                        "model",
                        "none",
                        "server",
                        server,
                        "outcome",
                        outcome));
    }

    @Test
    void aMessageIsCountedAndTimedByModeAndModel() {
        measure();

        send(classification("&model=a/b"), RED);
        send(classification("&model=a/b"), RED);
        send("hf-inference:auto?labels=red,blue&endpointUrl=" + EMULATOR.url(), RED);
        send(classification("&model=a/b"), new byte[0]);

        Timer answered = meters.get("hf.inference.messages")
                .tags("model", "a/b", "outcome", "success")
                .timer();
        assertThat(answered.count()).isEqualTo(2);
        assertThat(answered.totalTime(TimeUnit.NANOSECONDS)).isPositive();
        assertThat(answered.takeSnapshot().histogramCounts()).hasSize(14);
        assertThat(meters.get("hf.inference.messages")
                        .tags("mode", "zero-shot", "model", "none", "outcome", "success")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(meters.get("hf.inference.messages")
                        .tags("model", "a/b", "outcome", "invalid_input")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void conversationsCountTheirTokens() {
        measure();

        Exchange answered =
                send("hf-inference:chat?model=a/b&endpointUrl=" + EMULATOR.url() + "v1/chat/completions", "Hello");
        answered.getMessage().setBody(RED);
        routes.template.send(classification(""), answered);

        assertThat(answered.getException()).isNull();
        double input = answered.getMessage().getHeader(HfInferenceHeaders.PROMPT_TOKENS, Integer.class);
        assertThat(meters.get("hf.inference.tokens").tags("type", "input").counters())
                .singleElement()
                .satisfies(counter -> assertThat(counter.count()).isEqualTo(input));
        assertThat(meters.get("hf.inference.tokens")
                        .tags("type", "output")
                        .counter()
                        .count())
                .isPositive();
    }

    @Test
    void gatesAndQueuesShowWhatTheyAreDoing() throws Exception {
        measure();
        EMULATOR.fault(Fault.modelLoading(20));
        send(classification(""), RED);

        assertThat(gauge("held", "gate", "loading")).isEqualTo(1);
        assertThat(gauge("held", "gate", "limited")).isZero();
        assertThat(gauge("waiting")).isZero();

        CompletableFuture<Exchange> waiting = routes.send(classification(""), RED);
        await().untilAsserted(() -> assertThat(gauge("waiting")).isEqualTo(1));
        assertThat(gauge("in.flight")).isZero();

        context.getComponent("hf-inference").stop();
        assertThat(meters.find("hf.inference.waiting").meters()).isEmpty();
        assertThat(meters.find("hf.inference.messages").meters()).isNotEmpty();
        assertThat(waiting)
                .succeedsWithin(Duration.ofSeconds(10))
                .satisfies(ended -> assertThat(ended.getException()).isNotNull());
    }

    @Test
    void theRegistryThatStandsForAllIsTakenAndNoneOfSeveral() {
        context.getRegistry().bind("one", meters);
        context.getRegistry().bind("two", new SimpleMeterRegistry());
        send(classification(""), RED);
        assertThat(meters.getMeters()).isEmpty();

        context.getRegistry().bind("all", new CompositeMeterRegistry().add(meters));
        send(classification("&topK=1"), RED);

        assertThat(meters.get("hf.inference.messages").timer().count()).isEqualTo(1);
    }

    @Test
    void aRegistryThatFailsHarmsNoMessage() {
        measure();
        meters.config().onMeterAdded(meter -> {
            throw new IllegalStateException("no room for " + meter.getId());
        });

        assertThat(send(classification(""), RED).getException()).isNull();
    }

    private void measure() {
        context.getRegistry().bind("meters", meters);
    }

    private double gauge(String name, String... tags) {
        return meters.get("hf.inference." + name)
                .tags(tags)
                .tags("server", server)
                .gauge()
                .value();
    }

    private static Map<String, String> tags(Meter meter) {
        return meter.getId().getTags().stream().collect(Collectors.toMap(Tag::getKey, Tag::getValue));
    }

    private Exchange send(String uri, Object body) {
        return routes.call(uri, body);
    }

    private static String classification(String options) {
        return "hf-inference:zero-shot?labels=red,blue&endpointUrl=" + EMULATOR.url() + options;
    }
}
