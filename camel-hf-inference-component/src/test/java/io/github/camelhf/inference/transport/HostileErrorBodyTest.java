package io.github.camelhf.inference.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.camelhf.inference.error.HfInferenceException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** Whatever a server says with an error, reading it ends soon, in one bounded and clean line without our token. */
class HostileErrorBodyTest {

    private static final String TOKEN = "gw.S3cret-Of-The-Gateway!";
    private static final URI ADDRESS = URI.create("https://model.example/models/a/b");

    /** Far from what a healthy body takes (well below a millisecond) and from what work without a bound takes. */
    private static final Duration CPU_TIME = Duration.ofMillis(200);

    private static final WireRequest REQUEST =
            new WireRequest(ADDRESS, Map.of(), TOKEN, Calls.json("{}"), Calls.LIMITS);

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void anyJsonIsReadSoon(@ForAll("json") String body, @ForAll("statuses") int status, @ForAll double kept) {
        reads(cut(body, kept), status);
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void anyPageIsReadSoon(@ForAll("pages") String body, @ForAll("statuses") int status, @ForAll double kept) {
        reads(cut(body, kept), status);
    }

    @Property(tries = 1000)
    void anyBytesAreReadSoon(
            @ForAll byte[] bytes, @ForAll("statuses") int status, @ForAll @IntRange(max = 3) int mark) {
        byte[][] marks = {
            {}, {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, {(byte) 0xFE, (byte) 0xFF}, {(byte) 0xFF, (byte) 0xFE}
        };
        byte[] body = Arrays.copyOf(marks[mark], marks[mark].length + bytes.length);
        System.arraycopy(bytes, 0, body, marks[mark].length, bytes.length);
        reads(body, status);
    }

    private static byte[] cut(String body, double kept) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        double part = Math.abs(kept) % 1;
        return part < 0.3 ? bytes : Arrays.copyOf(bytes, (int) (bytes.length * part));
    }

    private static void reads(byte[] body, int status) {
        HfInferenceException failure = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            long start = cpuTime();
            HfInferenceException read =
                    ErrorResponses.toException(REQUEST, new WireResponse(status, Map.of("server", "nginx"), body));
            assertThat(Duration.ofNanos(cpuTime() - start)).isLessThan(CPU_TIME);
            return read;
        });
        assertThat(failure.getMessage())
                .hasSizeLessThan(900)
                .doesNotContain(TOKEN.substring(0, 8))
                .doesNotContainPattern("[\\p{Cntrl}]");
        assertThat(failure.getStatusCode()).isEqualTo(status);
    }

    private static long cpuTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    @Provide
    Arbitrary<Integer> statuses() {
        return Arbitraries.of(200, 400, 401, 404, 422, 429, 500, 502, 503, 504);
    }

    /** Nested as deep as a parser may bear and deeper, wide, or long, with the keys that are looked for. */
    @Provide
    Arbitrary<String> json() {
        Arbitrary<String> leaf = Arbitraries.oneOf(
                Arbitraries.of("1", "null", "true", "\"\"", "[]", "{}", "1e99", "-1"),
                words().map(HostileErrorBodyTest::quoted),
                Arbitraries.of(1_000, 70_000, 300_000)
                        .flatMap(size -> piece().map(piece -> quoted(piece.repeat(size / piece.length())))));
        Arbitrary<List<String>> opened = Arbitraries.frequencyOf(
                Tuple.of(3, level().list().ofMinSize(0).ofMaxSize(60)),
                Tuple.of(
                        2,
                        Combinators.combine(level(), Arbitraries.integers().between(1, 60))
                                .as((level, depth) -> Collections.nCopies(depth, level))));
        Arbitrary<Integer> width = Arbitraries.of(1, 1, 1, 3, 2_000);
        return Combinators.combine(opened, leaf, width).as((levels, value, count) -> {
            String few = value.length() > 1000 ? value : String.join(",", Collections.nCopies(count, value));
            StringBuilder text = new StringBuilder();
            levels.forEach(text::append);
            text.append('[').append(few).append(']');
            for (int i = levels.size() - 1; i >= 0; i--) {
                text.append(levels.get(i).startsWith("{") ? "}" : "]");
            }
            return text.toString();
        });
    }

    private static Arbitrary<String> level() {
        return Arbitraries.of("error", "errors", "message", "msg", "detail", "title", "warnings", "loc", "x", TOKEN)
                .map(key -> "{\"estimated_time\":0,\"" + key + "\":")
                .injectDuplicates(0.2)
                .map(key -> key.contains("\"x\"") ? "[" : key);
    }

    /** Tags opened and never closed, in all numbers. */
    @Provide
    Arbitrary<String> pages() {
        Arbitrary<String> part = Combinators.combine(piece(), Arbitraries.of(1, 1, 7, 300, 30_000))
                .as((piece, count) -> piece.repeat(count));
        return part.list().ofMinSize(1).ofMaxSize(6).map(parts -> "<" + String.join("", parts));
    }

    private static Arbitrary<String> piece() {
        return Arbitraries.of(
                "<",
                ">",
                "<title",
                "<title>",
                "</title>",
                "<!--",
                "<a b=",
                " ",
                "A",
                "bearer ",
                "Bearer:",
                "hf_",
                "=",
                TOKEN,
                "out of ",
                "\u202e",
                "currently ",
                "queue is ",
                "A".repeat(59) + " ",
                "A".repeat(61) + "\n");
    }

    private static Arbitrary<String> words() {
        return Arbitraries.oneOf(Arbitraries.strings().ofMaxLength(40), piece());
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("[\\x00-\\x1f]", " ") + "\"";
    }
}
