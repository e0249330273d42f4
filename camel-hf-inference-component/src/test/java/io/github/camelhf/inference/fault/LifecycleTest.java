package io.github.camelhf.inference.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import io.github.camelhf.inference.HfInferenceEndpoint;
import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.error.InferenceTransportException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRepository;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Stopping, pausing, restarting and removing while calls are under way. */
class LifecycleTest {

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @TempDir
    private Path folder = Path.of("unset");

    private static String uri(String options) {
        return "hf-inference:text-embedding?api=multimodal&endpointUrl=" + EMULATOR.url() + options;
    }

    private static RouteBuilder route(String id, String from, String to) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(from).routeId(id).to(to).to("mock:" + id);
            }
        };
    }

    @Test
    void aGracefulStopWaitsForTheCallInFlight() throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        context.addRoutes(route("slow", "seda:in", uri("")));
        context.start();
        MockEndpoint out = context.getEndpoint("mock:slow", MockEndpoint.class);
        EMULATOR.fault(Fault.slow(Duration.ofMillis(700)));
        context.createProducerTemplate().sendBody("seda:in", "a red tile");
        EMULATOR.awaitRequests(1, Duration.ofSeconds(5));

        context.stop();

        assertThat(out.getReceivedExchanges()).hasSize(1);
        FaultRun.assertNoThreadsAreLeft();
    }

    @Test
    void aStopThatTakesTooLongFailsTheCallAndTheFileGoesToOnePlace() throws Exception {
        Path inbox = Files.createDirectories(folder.resolve("in"));
        Files.writeString(inbox.resolve("a.txt"), "a red tile");
        DefaultCamelContext context = new DefaultCamelContext();
        context.getShutdownStrategy().setTimeout(1);
        context.getShutdownStrategy().setTimeUnit(TimeUnit.SECONDS);
        context.addRoutes(route(
                "files", "file:" + inbox + "?initialDelay=0&delay=50&move=../done&moveFailed=../failed", uri("")));
        context.start();
        EMULATOR.fault(Fault.neverAnswer());
        EMULATOR.awaitRequests(1, Duration.ofSeconds(10));

        long start = System.nanoTime();
        context.stop();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(places("a.txt")).hasSize(1));
        assertThat(places("a.txt").get(0)).isIn("in", "failed");
        assertThat(EMULATOR.requests()).hasSize(1);
        FaultRun.assertNoThreadsAreLeft();
    }

    private List<String> places(String name) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().equals(name))
                    .map(file -> folder.relativize(file).getName(0).toString())
                    .toList();
        }
    }

    @Test
    void suspendAndResumeLoseNothing() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutes(route("main", "seda:in?concurrentConsumers=4", uri("")));
            context.start();
            MockEndpoint out = context.getEndpoint("mock:main", MockEndpoint.class);
            out.expectedMessageCount(100);
            ProducerTemplate template = context.createProducerTemplate();
            for (int i = 0; i < 100; i++) {
                template.sendBody("seda:in", "text " + i);
                if (i % 25 == 10) {
                    context.getRouteController().suspendRoute("main");
                } else if (i % 25 == 15) {
                    context.getRouteController().resumeRoute("main");
                }
            }
            context.getRouteController().resumeRoute("main");
            out.assertIsSatisfied(20_000);
            assertThat(EMULATOR.requests()).hasSize(100);
        }
    }

    @Test
    void aSuspendedContextResumes() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutes(route("main", "direct:in", uri("")));
            context.start();
            context.suspend();
            context.resume();

            context.createProducerTemplate().sendBody("direct:in", "a red tile");

            assertThat(EMULATOR.requests()).hasSize(1);
        }
    }

    @Test
    void hundredRestartsLeakNoThreadConnectionOrFileHandle() throws Exception {
        restart();
        FaultRun.assertNoThreadsAreLeft();
        long files = openFiles();
        int threads = Thread.getAllStackTraces().size();

        for (int i = 0; i < 100; i++) {
            restart();
        }

        FaultRun.assertNoThreadsAreLeft();
        await().untilAsserted(() -> assertThat(openFiles()).as("open files").isLessThanOrEqualTo(files + 5));
        await().untilAsserted(() ->
                assertThat(Thread.getAllStackTraces()).as("threads").hasSizeLessThanOrEqualTo(threads + 5));
        assertThat(EMULATOR.requests()).hasSize(101);
    }

    private static void restart() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutes(route("main", "direct:in", uri("")));
            context.start();
            context.createProducerTemplate().sendBody("direct:in", "a red tile");
        }
    }

    @Test
    void oneContextStopsAndStartsAgain() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutes(route("main", "direct:in", uri("")));
            for (int i = 0; i < 20; i++) {
                context.start();
                context.createProducerTemplate().sendBody("direct:in", "a red tile");
                context.stop();
            }
        }
        assertThat(EMULATOR.requests()).hasSize(20);
        FaultRun.assertNoThreadsAreLeft();
    }

    private static long openFiles() {
        System.gc(); // closes what only waits to be collected, such as the class files of a context
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }

    @Test
    void removingARouteEndsItsCallsAndLeavesThoseOfAnotherOnTheSameTarget() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getShutdownStrategy().setTimeout(1);
            context.addRoutes(route("leaving", "direct:leaving", uri("&maxInFlight=10")));
            context.addRoutes(route("staying", "direct:staying", uri("&maxInFlight=20")));
            context.start();
            EMULATOR.fault(Fault.neverAnswer());
            ProducerTemplate template = context.createProducerTemplate();
            var lost = template.asyncSend(
                    "direct:leaving", exchange -> exchange.getMessage().setBody("a red tile"));
            EMULATOR.awaitRequests(1, Duration.ofSeconds(5));
            EMULATOR.fault(Fault.slow(Duration.ofSeconds(3)));
            var kept = template.asyncSend(
                    "direct:staying", exchange -> exchange.getMessage().setBody("a red tile"));
            EMULATOR.awaitRequests(2, Duration.ofSeconds(5));

            context.getRouteController().stopRoute("leaving");
            context.removeRoute("leaving");

            assertThat(lost.get(5, TimeUnit.SECONDS).getException())
                    .isExactlyInstanceOf(InferenceTransportException.class)
                    .hasMessageContaining("stopped");
            assertThat(kept.get(10, TimeUnit.SECONDS).getException()).isNull();
            HfInferenceEndpoint endpoint = context.getEndpoint(uri("&maxInFlight=20"), HfInferenceEndpoint.class);
            assertThat(endpoint.getInFlight()).isZero();
            await().untilAsserted(
                            () -> assertThat(endpoint.getConnectionsInUse()).isZero());
        }
    }

    @Test
    void aLazyProducerStartsWithTheFirstMessage() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutes(
                    route("lazy", "direct:in", uri("&lazyStartProducer=true&tokenFile=" + folder.resolve("t"))));
            context.start();
            ProducerTemplate template = context.createProducerTemplate();

            Exchange early = template.request(
                    "direct:in", exchange -> exchange.getMessage().setBody("a red tile"));
            assertThat(early.getException()).hasStackTraceContaining("tokenFile");
            Files.writeString(folder.resolve("t"), "hf_late");
            Exchange late = template.request(
                    "direct:in", exchange -> exchange.getMessage().setBody("a red tile"));

            assertThat(late.getException()).isNull();
        }
    }

    @Test
    void theHealthCheckIsOffUnlessProducersAreEnabled() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutes(route("main", "direct:in", uri("")));
            context.start();
            assertThat(checks(context)).isEmpty();
        }
    }

    @Test
    void theHealthCheckTellsALoadingModelAndABrokenServerFromARefusedPicture() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            HealthCheckRepository producers = HealthCheckHelper.getHealthCheckRepository(context, "producers");
            producers.setEnabled(true);
            context.addRoutes(route("main", "direct:in", uri("&maxInFlight=3")));
            context.start();
            HealthCheck check = checks(context).get(0);
            ProducerTemplate template = context.createProducerTemplate();
            assertThat(check.call().getState()).isEqualTo(HealthCheck.State.UP);
            assertThat(check.call().getDetails()).containsKeys("target", "inFlight", "waiting", "gate");

            EMULATOR.fault(Fault.unprocessable());
            template.request("direct:in", exchange -> exchange.getMessage().setBody("x"));
            assertThat(check.call().getState()).isEqualTo(HealthCheck.State.UP);
            EMULATOR.fault(Fault.badGateway());
            template.request("direct:in", exchange -> exchange.getMessage().setBody("x"));
            assertThat(check.call().getState()).isEqualTo(HealthCheck.State.DOWN);
            assertThat(String.valueOf(check.call().getDetails().get("lastError")))
                    .contains("502");
            template.requestBody("direct:in", "x");
            assertThat(check.call().getState()).isEqualTo(HealthCheck.State.UP);
            EMULATOR.fault(Fault.modelLoading(60));
            template.request("direct:in", exchange -> exchange.getMessage().setBody("x"));
            assertThat(check.call().getState()).isEqualTo(HealthCheck.State.DOWN);
            assertThat(check.call().getDetails()).containsEntry("gate", "loading");
        }
    }

    private static List<HealthCheck> checks(DefaultCamelContext context) {
        HealthCheckRepository producers = HealthCheckHelper.getHealthCheckRepository(context, "producers");
        return producers.stream()
                .filter(check -> check.getId().startsWith("producer:hf-inference"))
                .toList();
    }

    @Test
    void noHiddenRetryOnAPooledConnectionThatTheServerHasClosed() throws Exception {
        try (FaultServer server = FaultServer.start(connection -> {
                    connection.readRequest();
                    connection.answer("200 OK", FaultRun.GOOD);
                    connection.readRequest(); // the next call on this connection finds it closed
                });
                DefaultCamelContext context = new DefaultCamelContext()) {
            context.start();
            String uri =
                    "hf-inference:text-embedding?api=multimodal&endpointUrl=http://127.0.0.1:" + server.port() + "/";
            HfInferenceEndpoint endpoint = context.getEndpoint(uri, HfInferenceEndpoint.class);
            ProducerTemplate template = context.createProducerTemplate();
            int failures = (int) IntStream.range(0, 10)
                    .mapToObj(i -> template.request(
                            endpoint, exchange -> exchange.getMessage().setBody("x")))
                    .filter(exchange -> exchange.getException() != null)
                    .peek(exchange ->
                            assertThat(exchange.getException()).isInstanceOf(InferenceTransportException.class))
                    .count();

            assertThat(failures).isEqualTo(5);
            assertThat(server.heads()).as("one request for each message").hasSize(10);
            assertThat(endpoint.getSent()).isEqualTo(10);
        }
    }

    @Test
    void aProducerThatToDHasNotUsedForAWhileLetsItsCallsEnd() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:in").routeId("dynamic").toD(uri("&parameters.n=${header.n}"), 5);
                }
            });
            context.start();
            EMULATOR.alwaysFault(Fault.slow(Duration.ofMillis(500)));
            ProducerTemplate template = context.createProducerTemplate();

            List<CompletableFuture<Exchange>> sent = toDifferentTargets(template, 60);

            assertThat(sent)
                    .allSatisfy(
                            each -> assertThat(each.get(30, TimeUnit.SECONDS).getException())
                                    .isNull());
            HfInferenceEndpoint any = context.getEndpoint(uri("&parameters.n=59"), HfInferenceEndpoint.class);
            await().untilAsserted(() -> assertThat(any.getConnectionsInUse()).isZero());
        }
        FaultRun.assertNoThreadsAreLeft();
    }

    @Test
    void theStopOfARouteEndsAlsoTheCallsOfProducersThatToDHasStopped() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getShutdownStrategy().setTimeout(1);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:in").routeId("dynamic").toD(uri("&parameters.n=${header.n}"), 5);
                }
            });
            context.start();
            EMULATOR.alwaysFault(Fault.neverAnswer());
            ProducerTemplate template = context.createProducerTemplate();
            List<CompletableFuture<Exchange>> sent = toDifferentTargets(template, 20);
            // The limit of a server that has not answered yet.
            EMULATOR.awaitRequests(4, Duration.ofSeconds(10));

            context.getRouteController().stopRoute("dynamic");

            assertThat(sent)
                    .allSatisfy(
                            each -> assertThat(each.get(10, TimeUnit.SECONDS).getException())
                                    .isInstanceOf(InferenceTransportException.class)
                                    .hasMessageContaining("stopped"));
        }
        FaultRun.assertNoThreadsAreLeft();
    }

    @Test
    void aMessageThatIsStillReadWhenItsProducerIsStoppedEndsWithTheContext() throws Exception {
        List<CompletableFuture<Exchange>> sent;
        DefaultCamelContext context = new DefaultCamelContext();
        try (FaultServer pictures = FaultServer.start(connection -> {
            connection.readRequest();
            connection.readRequest(); // never answers
        })) {
            context.getShutdownStrategy().setTimeout(1);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:in")
                            .toD(
                                    "hf-inference:image-embedding?allowedHosts=127.0.0.1&endpointUrl=" + EMULATOR.url()
                                            + "&parameters.n=${header.n}",
                                    1);
                }
            });
            context.start();
            ProducerTemplate template = context.createProducerTemplate();
            sent = IntStream.range(0, 5)
                    .mapToObj(i -> template.asyncSend("direct:in", exchange -> {
                        exchange.getMessage().setBody("http://127.0.0.1:" + pictures.port() + "/a.png");
                        exchange.getMessage().setHeader("n", i);
                    }))
                    .toList();
            await().until(() -> pictures.heads().size() == 5);

            context.stop();

            assertThat(sent)
                    .allSatisfy(
                            each -> assertThat(each.get(10, TimeUnit.SECONDS).getException())
                                    .isInstanceOf(InferenceTransportException.class));
        }
    }

    private static List<CompletableFuture<Exchange>> toDifferentTargets(ProducerTemplate template, int messages) {
        return IntStream.range(0, messages)
                .mapToObj(i -> template.asyncSend("direct:in", exchange -> {
                    exchange.getMessage().setBody("text " + i);
                    exchange.getMessage().setHeader("n", i);
                }))
                .toList();
    }
}
