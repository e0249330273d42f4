package io.github.camelhf.inference.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import io.github.camelhf.inference.HfInferenceEndpoint;
import io.github.camelhf.inference.Routes;
import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.error.InferenceTransportException;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRepository;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Stopping, pausing, restarting and removing while calls are under way. */
class LifecycleTest {

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @AutoClose
    private final Routes routes = Routes.to(EMULATOR);

    @TempDir
    private Path folder = Path.of("unset");

    private static String uri(String options) {
        return "hf-inference:text-embedding?api=multimodal&endpointUrl=" + EMULATOR.url() + options;
    }

    private void add(String id, String from, String options) throws Exception {
        routes.add(route -> route.from(from).routeId(id).to(uri(options)).to("mock:" + id));
    }

    @Test
    void aGracefulStopWaitsForTheCallInFlight() throws Exception {
        add("slow", "seda:in", "");
        MockEndpoint out = routes.mock("slow");
        EMULATOR.fault(Fault.slow(Duration.ofMillis(700)));
        routes.template.sendBody("seda:in", "a red tile");
        EMULATOR.awaitRequests(1, Duration.ofSeconds(60));

        routes.context.stop();

        assertThat(out.getReceivedExchanges()).hasSize(1);
        FaultRun.assertNoThreadsAreLeft();
    }

    @Test
    void aStopThatTakesTooLongFailsTheCallAndTheFileGoesToOnePlace() throws Exception {
        Path inbox = Files.createDirectories(folder.resolve("in"));
        Files.writeString(inbox.resolve("a.txt"), "a red tile");
        routes.context.getShutdownStrategy().setTimeout(1);
        routes.context.getShutdownStrategy().setTimeUnit(TimeUnit.SECONDS);
        add("files", "file:" + inbox + "?initialDelay=0&delay=50&move=../done&moveFailed=../failed", "");
        EMULATOR.fault(Fault.neverAnswer());
        EMULATOR.awaitRequests(1, Duration.ofSeconds(60));

        long start = System.nanoTime();
        routes.context.stop();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptionsInstanceOf(UncheckedIOException.class) // it is moved while it is looked for
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
        add("main", "seda:in?concurrentConsumers=4", "");
        MockEndpoint out = routes.mock("main");
        out.expectedMessageCount(100);
        for (int i = 0; i < 100; i++) {
            routes.template.sendBody("seda:in", "text " + i);
            if (i % 25 == 10) {
                routes.context.getRouteController().suspendRoute("main");
            } else if (i % 25 == 15) {
                routes.context.getRouteController().resumeRoute("main");
            }
        }
        routes.context.getRouteController().resumeRoute("main");
        out.assertIsSatisfied(20_000);
        assertThat(EMULATOR.requests()).hasSize(100);
    }

    @Test
    void aSuspendedContextResumes() throws Exception {
        add("main", "direct:in", "");
        routes.context.suspend();
        routes.context.resume();

        routes.template.sendBody("direct:in", "a red tile");

        assertThat(EMULATOR.requests()).hasSize(1);
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
        try (Routes routes = new Routes()) {
            routes.from("direct:in").to(uri(""));
            routes.template.sendBody("direct:in", "a red tile");
        }
    }

    @Test
    void oneContextStopsAndStartsAgain() throws Exception {
        add("main", "direct:in", "");
        for (int i = 0; i < 20; i++) {
            routes.context.start();
            routes.context.createProducerTemplate().sendBody("direct:in", "a red tile");
            routes.context.stop();
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
        routes.context.getShutdownStrategy().setTimeout(1);
        add("leaving", "direct:leaving", "&maxInFlight=10");
        add("staying", "direct:staying", "&maxInFlight=20");
        EMULATOR.fault(Fault.neverAnswer());
        var lost = routes.send("direct:leaving", "a red tile");
        EMULATOR.awaitRequests(1, Duration.ofSeconds(60));
        EMULATOR.fault(Fault.slow(Duration.ofSeconds(3)));
        var kept = routes.send("direct:staying", "a red tile");
        EMULATOR.awaitRequests(2, Duration.ofSeconds(60));

        routes.context.getRouteController().stopRoute("leaving");
        routes.context.removeRoute("leaving");

        assertThat(lost.join().getException())
                .isExactlyInstanceOf(InferenceTransportException.class)
                .hasMessageContaining("stopped");
        assertThat(kept.join().getException()).isNull();
        HfInferenceEndpoint endpoint = routes.endpoint(uri("&maxInFlight=20"));
        assertThat(endpoint.getInFlight()).isZero();
        await().untilAsserted(() -> assertThat(endpoint.getConnectionsInUse()).isZero());
    }

    @Test
    void aLazyProducerStartsWithTheFirstMessage() throws Exception {
        add("lazy", "direct:in", "&lazyStartProducer=true&tokenFile=" + folder.resolve("t"));

        Exchange early = routes.call("direct:in", "a red tile");
        assertThat(early.getException()).hasStackTraceContaining("tokenFile");
        Files.writeString(folder.resolve("t"), "hf_late");
        Exchange late = routes.call("direct:in", "a red tile");

        assertThat(late.getException()).isNull();
    }

    @Test
    void theHealthCheckIsOffUnlessProducersAreEnabled() throws Exception {
        add("main", "direct:in", "");
        assertThat(checks()).isEmpty();
    }

    @Test
    void theHealthCheckTellsALoadingModelAndABrokenServerFromARefusedPicture() throws Exception {
        HealthCheckRepository producers = HealthCheckHelper.getHealthCheckRepository(routes.context, "producers");
        producers.setEnabled(true);
        add("main", "direct:in", "&maxInFlight=3");
        HealthCheck check = checks().get(0);
        assertThat(check.isReadiness() || check.isLiveness())
                .as("a pod gets no work, or is started again, because its model is ill")
                .isFalse();
        assertThat(check.call().getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(check.call().getDetails()).containsKeys("target", "inFlight", "waiting", "gate");

        EMULATOR.fault(Fault.unprocessable());
        routes.call("direct:in", "x");
        assertThat(check.call().getState()).isEqualTo(HealthCheck.State.UP);
        EMULATOR.fault(Fault.badGateway());
        routes.call("direct:in", "x");
        assertThat(check.call().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(String.valueOf(check.call().getDetails().get("lastError"))).contains("502");
        routes.template.requestBody("direct:in", "x");
        assertThat(check.call().getState()).isEqualTo(HealthCheck.State.UP);
        EMULATOR.fault(Fault.modelLoading(60));
        routes.call("direct:in", "x");
        assertThat(check.call().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(check.call().getDetails()).containsEntry("gate", "loading");
    }

    private List<HealthCheck> checks() {
        HealthCheckRepository producers = HealthCheckHelper.getHealthCheckRepository(routes.context, "producers");
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
        })) {
            String uri =
                    "hf-inference:text-embedding?api=multimodal&endpointUrl=http://127.0.0.1:" + server.port() + "/";
            HfInferenceEndpoint endpoint = routes.endpoint(uri);
            int failures = (int) IntStream.range(0, 10)
                    .mapToObj(i -> routes.call(uri, "x"))
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
        routes.add(route -> route.from("direct:in").routeId("dynamic").toD(uri("&parameters.n=${header.n}"), 5));
        EMULATOR.alwaysFault(Fault.slow(Duration.ofMillis(500)));

        List<CompletableFuture<Exchange>> sent = toDifferentTargets(60);

        assertThat(sent)
                .allSatisfy(each -> assertThat(each.join().getException()).isNull());
        HfInferenceEndpoint any = routes.endpoint(uri("&parameters.n=59"));
        await().untilAsserted(() -> assertThat(any.getConnectionsInUse()).isZero());

        routes.close();
        FaultRun.assertNoThreadsAreLeft();
    }

    @Test
    void theStopOfARouteEndsAlsoTheCallsOfProducersThatToDHasStopped() throws Exception {
        routes.context.getShutdownStrategy().setTimeout(1);
        routes.add(route -> route.from("direct:in").routeId("dynamic").toD(uri("&parameters.n=${header.n}"), 5));
        EMULATOR.alwaysFault(Fault.neverAnswer());
        List<CompletableFuture<Exchange>> sent = toDifferentTargets(20);
        // The limit of a server that has not answered yet.
        EMULATOR.awaitRequests(4, Duration.ofSeconds(60));

        routes.context.getRouteController().stopRoute("dynamic");

        assertThat(sent)
                .allSatisfy(each -> assertThat(each.join().getException())
                        .isInstanceOf(InferenceTransportException.class)
                        .hasMessageContaining("stopped"));

        routes.close();
        FaultRun.assertNoThreadsAreLeft();
    }

    @Test
    void aMessageThatIsStillReadWhenItsProducerIsStoppedEndsWithTheContext() throws Exception {
        List<CompletableFuture<Exchange>> sent;
        try (FaultServer pictures = FaultServer.start(connection -> {
            connection.readRequest();
            connection.readRequest(); // never answers
        })) {
            routes.context.getShutdownStrategy().setTimeout(1);
            routes.add(route -> route.from("direct:in")
                    .toD(
                            "hf-inference:image-embedding?allowedHosts=127.0.0.1&endpointUrl=" + EMULATOR.url()
                                    + "&parameters.n=${header.n}",
                            1));
            sent = IntStream.range(0, 5)
                    .mapToObj(i -> routes.template
                            .asyncSend("direct:in", exchange -> {
                                exchange.getMessage().setBody("http://127.0.0.1:" + pictures.port() + "/a.png");
                                exchange.getMessage().setHeader("n", i);
                            })
                            .orTimeout(60, TimeUnit.SECONDS))
                    .toList();
            await().until(() -> pictures.heads().size() == 5);

            routes.context.stop();

            assertThat(sent)
                    .allSatisfy(each ->
                            assertThat(each.join().getException()).isInstanceOf(InferenceTransportException.class));
        }
    }

    private List<CompletableFuture<Exchange>> toDifferentTargets(int messages) {
        return IntStream.range(0, messages)
                .mapToObj(i -> routes.template
                        .asyncSend("direct:in", exchange -> {
                            exchange.getMessage().setBody("text " + i);
                            exchange.getMessage().setHeader("n", i);
                        })
                        .orTimeout(60, TimeUnit.SECONDS))
                .toList();
    }
}
