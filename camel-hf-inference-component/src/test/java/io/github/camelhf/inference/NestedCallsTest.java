package io.github.camelhf.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Steps behind a first answer that hold a thread of ours until a second call is answered, which needs one to end. */
class NestedCallsTest {

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @AutoClose
    private final DefaultCamelContext context = new Routes().context;

    static Stream<Arguments> ways() {
        return Stream.of(
                        "circuit breaker",
                        "bean with a template",
                        "transacted with a download",
                        "answer by seda",
                        "synchronous")
                .flatMap(way -> Stream.of(40, 1000).map(messages -> Arguments.of(way, messages)));
    }

    @ParameterizedTest(name = "{0}, {1} messages")
    @MethodSource("ways")
    void allMessagesEnd(String way, int messages) throws Exception {
        ProducerTemplate template = context.createProducerTemplate();
        String picture = EMULATOR.picture("picture.png", Pictures.plain("png", Color.RED))
                .toString();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:circuit breaker")
                        .to(uri(""))
                        .circuitBreaker()
                        .setBody(constant("second"))
                        .to(uri("&parameters.n=2"))
                        .end();
                from("direct:bean with a template")
                        .to(uri(""))
                        .process(exchange ->
                                exchange.getMessage().setBody(template.requestBody(uri("&parameters.n=2"), "second")));
                from("direct:transacted with a download")
                        .to(uri(""))
                        .process(exchange -> exchange.getExchangeExtension().setTransacted(true))
                        .setBody(constant(picture))
                        .to("hf-inference:image-embedding?allowedHosts=127.0.0.1&endpointUrl=" + EMULATOR.url());
                from("direct:synchronous")
                        .to(uri(""))
                        .setBody(constant("second"))
                        .to(uri("&parameters.n=2&synchronous=true"));
                from("direct:answer by seda")
                        .to(uri(""))
                        .to("seda:second?timeout=0&size=10000&waitForTaskToComplete=Always");
                from("seda:second?size=10000").setBody(constant("second")).to(uri("&parameters.n=2"));
            }
        });

        List<Exchange> ended = sendAll("direct:" + way, messages);

        assertThat(ended)
                .hasSize(messages)
                .allSatisfy(exchange -> assertThat(exchange.getException()).isNull());
    }

    @Test
    void twoHundredAndFiftySixOpenCallsTakeFewThreadsWhenNothingBlocks() throws Exception {
        EMULATOR.alwaysFault(Fault.slow(Duration.ofMillis(50)));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to(uri("&maxInFlight=256"));
            }
        });
        sendAll("direct:in", 300); // the limit has grown

        List<Exchange> ended = sendAll("direct:in", 1000);

        assertThat(ended).allMatch(exchange -> exchange.getException() == null);
        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .filter(name -> name.contains("HfInference") || name.startsWith("httpclient")))
                .hasSizeLessThanOrEqualTo(20);
    }

    private List<Exchange> sendAll(String to, int messages) {
        ExecutorService senders = Executors.newFixedThreadPool(8);
        try (ProducerTemplate template = context.createProducerTemplate()) {
            List<CompletableFuture<Exchange>> sent = IntStream.range(0, messages)
                    .mapToObj(i -> {
                        Exchange exchange = new DefaultExchange(context);
                        exchange.getMessage().setBody("text " + i);
                        CompletableFuture<Exchange> done = new CompletableFuture<>();
                        senders.execute(() -> template.asyncSend(to, exchange)
                                .whenComplete((result, failure) -> done.complete(exchange)));
                        return done;
                    })
                    .toList();
            return sent.stream()
                    .map(each -> each.orTimeout(120, TimeUnit.SECONDS).join())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            senders.shutdown();
        }
    }

    private static String uri(String options) {
        return "hf-inference:text-embedding?api=multimodal&endpointUrl=" + EMULATOR.url() + options;
    }
}
