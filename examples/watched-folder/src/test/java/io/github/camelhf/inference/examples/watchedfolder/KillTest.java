package io.github.camelhf.inference.examples.watchedfolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.InferenceEmulator;
import io.github.camelhf.inference.emulator.RecordedRequest;
import io.github.camelhf.inference.examples.watchedfolder.audit.AuditLog;
import io.github.camelhf.inference.examples.watchedfolder.audit.FileResult;
import io.github.camelhf.inference.examples.watchedfolder.journal.Bookkeeping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program is killed at random moments while it sorts files at a server that starts cold and limits its rate. In the end
 * everything is as if nothing had happened.
 */
@Timeout(900)
class KillTest {

    private static final int IN_FLIGHT = 8;
    /** Files that may have an answer, or wait for one, and are not filed yet. */
    private static final int IN_THE_ROUTE = 6 * IN_FLIGHT;

    @TempDir
    Path temporary;

    private final long seed = Long.getLong("kill.seed", System.nanoTime());
    private final Random random = new Random(seed);
    /** Requests that had arrived when each life of the program ended. */
    private final List<Integer> lives = new ArrayList<>();

    private int faults;
    private int interrupted;

    private enum Moment {
        AFTER_A_TIME,
        AFTER_CALLS,
        DURING_A_MOVE
    }

    @Test
    void eachFileEndsInOnePlaceWithOneResultAlthoughTheProgramIsKilled() throws Exception {
        killAndCheck(4, Duration.ZERO, 2);
    }

    @Test
    @Tag("heavy")
    void eachFileEndsInOnePlaceWithOneResultHoweverOftenTheProgramIsKilled() throws Exception {
        killAndCheck(20, Duration.ofSeconds(40), 10);
    }

    private void killAndCheck(int leastKills, Duration time, int hundreds) throws Exception {
        try {
            killAndCheck(
                    leastKills, time, new MixedFiles(Files.createDirectory(temporary.resolve("pictures")), hundreds));
        } catch (AssertionError | Exception failure) {
            throw new AssertionError(
                    "repeat with -Dkill.seed=" + seed + "; killed after so many requests: " + lives
                            + ", during so many moves: " + interrupted,
                    failure);
        }
    }

    private void killAndCheck(int leastKills, Duration time, MixedFiles files) throws Exception {
        Path folder = files.inbox();
        files.write();
        Path log = temporary.resolve("output.txt");
        ProgramOfItsOwn program = new ProgramOfItsOwn(log, List.of("-Xmx128m"));
        try (InferenceEmulator server =
                InferenceEmulator.builder().latency(Duration.ofMillis(20)).start()) {
            fault(server, Fault.modelLoading(0.2), IN_FLIGHT);
            long end = System.nanoTime() + time.toNanos();
            int status = -1;
            while (status < 0 || !files.isComplete()) {
                files.writeLater();
                boolean kill = lives.size() < leastKills || interrupted == 0 || System.nanoTime() < end;
                status = live(program, server, folder, kill);
            }
            assertThat(status).as(() -> read(log)).isZero();
            assertThat(lives).hasSizeGreaterThanOrEqualTo(leastKills);
            assertThat(interrupted).isPositive();
            check(files);
            checkCalls(server, files);
        }
    }

    /** Returns the exit status, -1 after a kill. */
    private int live(ProgramOfItsOwn program, InferenceEmulator server, Path folder, boolean kill) throws Exception {
        Process process = program.start(
                "--dir",
                folder.toString(),
                "--endpoint-url",
                server.url().toString(),
                "--max-in-flight",
                String.valueOf(IN_FLIGHT),
                "--retry-delay",
                "50ms",
                "--retries",
                "20");
        Moment moment = Moment.values()[random.nextInt(3)];
        long time = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(random.nextInt(2500));
        int before = server.requests().size();
        int calls = before + 1 + random.nextInt(45);
        int limited = before;
        while (!process.waitFor(random.nextInt(2_000), TimeUnit.MICROSECONDS)) {
            int arrived = server.requests().size();
            if (arrived / 33 > limited / 33) {
                fault(server, Fault.rateLimited(Duration.ofSeconds(1)), 1);
            }
            limited = arrived;
            boolean now = switch (moment) {
                case AFTER_A_TIME -> System.nanoTime() > time;
                case AFTER_CALLS -> arrived >= calls;
                case DURING_A_MOVE -> arrived >= calls && moves(folder) > 0;
            };
            if (kill && now) {
                process.destroyForcibly().waitFor();
                await().atMost(Duration.ofSeconds(30)).until(() -> server.openRequests() == 0);
                lives.add(server.requests().size());
                interrupted += moves(folder);
                return -1;
            }
        }
        return process.exitValue();
    }

    /** Moves that have begun and have not ended. */
    private static int moves(Path folder) {
        String[] notes = Bookkeeping.of(folder).resolve("open").toFile().list();
        return notes == null ? 0 : notes.length;
    }

    private void fault(InferenceEmulator server, Fault fault, int times) {
        server.fault(fault, times);
        faults += times;
    }

    private static void check(MixedFiles files) throws IOException {
        Path folder = files.inbox();
        Sorted sorted = new Sorted(folder);
        List<String> places = sorted.files();
        assertThat(places).allMatch(place -> place.matches("(sorted/[a-z-]+|review|failed/[a-z-]+)/[^/]+"));
        List<String> facts = new ArrayList<>();
        for (String place : places) {
            facts.add(MixedFiles.fact(folder.resolve(place)));
        }
        assertThat(facts).containsExactlyInAnyOrderElementsOf(files.facts());
        assertThat(sorted.sidecars())
                .containsExactlyInAnyOrderElementsOf(
                        places.stream().map(place -> place + ".json").toList());
        checkLog(folder, places);
        checkKeywords(files, places);
        assertThat(Bookkeeping.of(folder).resolve("open")).isEmptyDirectory();
        assertThat(Bookkeeping.of(folder).resolve("drafts")).isEmptyDirectory();
    }

    private static void checkLog(Path folder, List<String> places) throws IOException {
        try (Stream<FileResult> lines = AuditLog.read(folder)) {
            List<FileResult> all = lines.toList();
            assertThat(all.stream().map(FileResult::place)).containsExactlyInAnyOrderElementsOf(places);
            for (FileResult line : all) {
                assertThat(MixedFiles.fact(folder.resolve(line.place()))).startsWith(line.sha256());
                assertThat(new Sorted(folder)
                                .result(line.place())
                                .path("finishedAt")
                                .asText())
                        .isEqualTo(line.finishedAt());
            }
        }
    }

    private static void checkKeywords(MixedFiles files, List<String> places) throws IOException {
        Path folder = files.inbox();
        List<String> contents = new ArrayList<>();
        for (String file : new Sorted(folder).keywords()) {
            contents.add(Files.readString(folder.resolve(file)));
        }
        long tiles =
                places.stream().filter(place -> place.startsWith("sorted/")).count();
        assertThat(contents).hasSize((int) tiles);
        assertThat(contents.stream().filter(MixedFiles.DAMAGED_XMP::equals)).hasSize(1);
        assertThat(contents.stream().filter(content -> content.contains("<rdf:li>ceramic tile</rdf:li>")))
                .hasSize((int) tiles - 1);
        for (int i = 0; i < files.keywordsByHand(); i++) {
            String keyword = "<rdf:li>by hand " + i + "</rdf:li>";
            assertThat(contents.stream().filter(content -> content.contains(keyword)))
                    .hasSize(1);
        }
    }

    /** A content is asked about again only after a fault, or when the kill came between its call and the keeping of its answer. */
    private void checkCalls(InferenceEmulator server, MixedFiles files) {
        List<RecordedRequest> requests = server.requests();
        int end = requests.size();
        lives.add(end);
        Set<String> later = new HashSet<>();
        int repeated = 0;
        int lost = 0;
        for (int life = lives.size() - 1; life >= 0; life--) {
            int begin = life == 0 ? 0 : lives.get(life - 1);
            Set<String> asked = new HashSet<>();
            int askedAgain = 0;
            for (RecordedRequest request : requests.subList(begin, lives.get(life))) {
                if (request.bodyComplete()) {
                    repeated += asked.add(request.bodySha256()) ? 0 : 1;
                }
            }
            for (String content : asked) {
                askedAgain += later.contains(content) ? 1 : 0;
            }
            assertThat(askedAgain).as("asked again after life " + life).isLessThanOrEqualTo(IN_THE_ROUTE);
            lost += askedAgain;
            later.addAll(asked);
        }
        assertThat(repeated).isLessThanOrEqualTo(faults);
        assertThat(lost).isLessThanOrEqualTo(lives.size() * 2 * IN_FLIGHT);
        assertThat(later).hasSize(files.contents());
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
