package io.github.camelhf.inference.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PaceTest {
    private static final String PATH = "models/acme/MiniLM";
    private static final long SECOND = 1_000_000_000L;
    private static final AtomicLong CLOCK = new AtomicLong(Long.MAX_VALUE - 2 * SECOND);

    @RegisterExtension
    static final HfInferenceEmulator emulator = HfInferenceEmulator.create();

    @RegisterExtension
    static final HfInferenceEmulator timed = HfInferenceEmulator.with(options -> options.nanoTime(CLOCK::get));

    private static Client.Answer embed(HfInferenceEmulator server) {
        return Client.postJson(server.url().resolve(PATH), "{\"inputs\":\"red\"}");
    }

    private static List<Integer> statuses(HfInferenceEmulator server, int calls) {
        return Stream.generate(() -> embed(server).status()).limit(calls).toList();
    }

    /** Sends so many calls at once and gives the answers in the order in which the calls were made. */
    private static List<Client.Answer> together(int calls) {
        ExecutorService threads = Executors.newFixedThreadPool(calls);
        try {
            return IntStream.range(0, calls)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> embed(emulator), threads))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void refusesWhatComesFasterThanTheRateAsNginxDoes() {
        timed.pace(Pace.unlimited().rate(2, 3, GatewayFaults.nginxLimited()));

        assertThat(statuses(timed, 6)).containsExactly(200, 200, 200, 200, 503, 503);
        CLOCK.addAndGet(SECOND / 2);
        assertThat(statuses(timed, 2)).containsExactly(200, 503);
        // Past the largest number that a clock of nanoseconds can show.
        CLOCK.addAndGet(10 * SECOND);
        assertThat(statuses(timed, 5)).containsExactly(200, 200, 200, 200, 503);
        assertThat(embed(timed).text()).contains("<center>nginx/1.22.1</center>");
    }

    @Test
    void refusesWhatIsOpenAboveTheBound() throws IOException {
        emulator.fault(Fault.neverAnswer(), 2);
        emulator.pace(Pace.unlimited().open(2, GatewayFaults.haproxyUnavailable()));
        try (RawSocket first = new RawSocket(emulator.port());
                RawSocket second = new RawSocket(emulator.port())) {
            first.post("/" + PATH);
            second.post("/" + PATH);
            emulator.awaitRequests(2, Duration.ofSeconds(10));

            assertThat(embed(emulator).text()).contains("No server is available to handle this request.");
        }
        emulator.reset();
        assertThat(statuses(emulator, 3)).containsExactly(200, 200, 200);
    }

    @Test
    void takesExactlyAsManyAsTheBoundWhenAllComeAtOnce() throws IOException {
        emulator.alwaysFault(Fault.neverAnswer());
        emulator.pace(Pace.unlimited().open(3, GatewayFaults.uvicornLimited()));
        List<RawSocket> sockets = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            sockets.add(new RawSocket(emulator.port()).post("/" + PATH));
        }
        emulator.awaitRequests(12, Duration.ofSeconds(10));
        emulator.reset();

        List<String> answers = new ArrayList<>();
        for (RawSocket socket : sockets) {
            answers.add(socket.readToEnd().text());
            socket.close();
        }

        assertThat(answers).filteredOn(String::isEmpty).hasSize(3);
        assertThat(answers)
                .filteredOn(answer -> answer.startsWith("HTTP/1.1 503 "))
                .hasSize(9);
    }

    @Test
    void keepsAQueuedFaultForACallThatIsTaken() {
        timed.pace(Pace.unlimited().rate(1, 0, GatewayFaults.nginxLimited()));
        embed(timed);
        timed.fault(Fault.gone());

        assertThat(embed(timed).status()).isEqualTo(503);
        CLOCK.addAndGet(SECOND);
        assertThat(embed(timed).status()).isEqualTo(410);
    }

    @Test
    void computesOneCallAfterAnother() {
        emulator.pace(Pace.unlimited().oneAtATime(Duration.ofMillis(50)));
        long start = System.nanoTime();

        List<Client.Answer> answers = together(6);

        assertThat(answers).extracting(Client.Answer::status).containsOnly(200);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        assertThat(answers)
                .allSatisfy(answer -> assertThat(Double.parseDouble(answer.header("x-compute-time")))
                        .isBetween(0.05, 5.0));
    }

    @Test
    void goesOnComputingWhatWasAbandoned() throws IOException {
        emulator.pace(Pace.unlimited().oneAtATime(Duration.ofMillis(100)));
        List<RawSocket> abandoned = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < 5; i++) {
            abandoned.add(new RawSocket(emulator.port()).post("/" + PATH));
        }
        emulator.awaitRequests(5, Duration.ofSeconds(10));
        for (RawSocket socket : abandoned) {
            socket.close();
        }

        assertThat(embed(emulator).status()).isEqualTo(200);

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("behind most of them: not all need have had their turn when the call came")
                .isGreaterThanOrEqualTo(Duration.ofMillis(400));
    }

    @Test
    void spendsNoTurnOnACallThatMeetsAFault() {
        emulator.pace(Pace.unlimited().oneAtATime(Duration.ofHours(1)));
        emulator.fault(Fault.gone());

        assertThat(embed(emulator).status()).isEqualTo(410);
    }

    @Test
    void takesUpTheBuildersPaceAgainAtReset() {
        Pace narrow = Pace.unlimited().rate(0.001, 0, GatewayFaults.nginxLimited());
        try (var server = InferenceEmulator.builder().pace(narrow).start()) {
            server.pace(Pace.unlimited());
            assertThat(Client.postJson(server.url().resolve(PATH), "{\"inputs\":\"a\"}")
                            .status())
                    .isEqualTo(200);
            server.reset();

            List<Integer> statuses = Stream.generate(
                            () -> Client.postJson(server.url().resolve(PATH), "{\"inputs\":\"a\"}")
                                    .status())
                    .limit(2)
                    .toList();

            assertThat(statuses).containsExactly(200, 503);
        }
    }

    @Test
    void refusesBoundsThatMakeNoSense() {
        Pace pace = Pace.unlimited();

        assertThatThrownBy(() -> pace.open(0, Fault.gone())).hasMessageContaining("open must be at least 1");
        assertThatThrownBy(() -> pace.rate(Double.NaN, 0, Fault.gone())).hasMessageContaining("rate must be");
        assertThatThrownBy(() -> pace.rate(1, -1, Fault.gone())).hasMessageContaining("burst must not");
        assertThatThrownBy(() -> pace.oneAtATime(Duration.ofMillis(-1))).hasMessageContaining("serviceTime must not");
    }
}
