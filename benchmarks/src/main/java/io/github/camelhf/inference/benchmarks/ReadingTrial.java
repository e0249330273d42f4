package io.github.camelhf.inference.benchmarks;

import ch.randelshofer.fastdoubleparser.JavaFloatParser;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.github.camelhf.inference.answer.AnswerReader;
import io.github.camelhf.inference.answer.FedReader;
import io.github.camelhf.inference.answer.Numbers;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Small answers read in several ways, in turns in one process, by the CPU time of the thread that reads: what a machine with other work
 * shows, too. Argument: the number of turns (default {@value #TURNS}).
 */
public final class ReadingTrial {

    static final int TURNS = 100;

    private static final int READS = 4 * SmallAnswers.COUNT;

    private static final JsonFactory STREAMING = new JsonFactoryBuilder()
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .build();

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** What was read last, so that nothing is read for nobody. */
    @SuppressWarnings("UnusedVariable")
    private static volatile @Nullable Object last;

    private ReadingTrial() {}

    /** One way to read an answer. */
    private interface Way {
        Object read(byte[] answer) throws IOException;
    }

    /** One way to convert the number that stands there. */
    private interface Conversion {
        float number(byte[] answer, int offset, int length);
    }

    public static void main(String[] arguments) throws Exception {
        if (!ServerProcess.ranOutsideMaven(ReadingTrial.class, arguments)) {
            int turns = arguments.length > 0 ? Integer.parseInt(arguments[0]) : TURNS;
            tables(turns).forEach(table -> System.out.println(table.markdown()));
        }
    }

    static List<Table> tables(int turns) throws IOException {
        return List.of(numbers(turns), pieces(turns));
    }

    private static Table numbers(int turns) throws IOException {
        Map<String, Way> ways = new LinkedHashMap<>();
        ways.put("component", ReadingTrial::vector);
        ways.put("Jackson, fast number reader", ReadingTrial::streamed);
        ways.put("commas, JavaFloatParser", answer -> split(answer, JavaFloatParser::parseFloat));
        ways.put("commas, Float.parseFloat", answer -> split(answer, ReadingTrial::ofText));
        Table table = new Table(
                "768 numbers",
                "µs of CPU for one answer, medians of " + turns + " turns of " + READS
                        + " answers. By commas, what is between two of them is a number, and nothing else is checked.",
                columns("numbers", ways));
        add(table, "9 digits", ways, SmallAnswers.vectors(number -> String.format(Locale.ROOT, "%.9f", number)), turns);
        add(
                table,
                "the 17 digits that Python writes",
                ways,
                SmallAnswers.vectors(number -> SmallAnswers.plain(Double.toString((float) number))),
                turns);
        add(
                table,
                "the shortest of a float",
                ways,
                SmallAnswers.vectors(number -> SmallAnswers.plain(Float.toString((float) number))),
                turns);
        return table;
    }

    private static Table pieces(int turns) throws IOException {
        Table table = new Table(
                "Answers read while they arrive",
                "Jackson's non-blocking parser, fed with an answer in pieces, beside the component, which reads it when it is whole;"
                        + " µs of CPU for one answer, medians of " + turns + " turns of " + READS + " answers.",
                columns("answer", fed(ReadingTrial::vector, Numbers.Floats::new)));
        add(
                table,
                "768 numbers of 9 digits",
                fed(ReadingTrial::vector, Numbers.Floats::new),
                SmallAnswers.vectors(number -> String.format(Locale.ROOT, "%.9f", number)),
                turns);
        add(
                table,
                SmallAnswers.LABELS + " labels",
                fed(answer -> AnswerReader.read(answer, Numbers.Doubles::new), Numbers.Doubles::new),
                SmallAnswers.labels(),
                turns);
        return table;
    }

    private static Map<String, Way> fed(Way component, IntFunction<Numbers> numbers) {
        Map<String, Way> ways = new LinkedHashMap<>();
        ways.put("component", component);
        ways.put("1 piece", answer -> fed(answer, numbers, 1));
        ways.put("2 pieces", answer -> fed(answer, numbers, 2));
        ways.put("8 pieces", answer -> fed(answer, numbers, 8));
        return ways;
    }

    private static List<String> columns(String first, Map<String, Way> ways) {
        List<String> columns = new ArrayList<>(List.of(first));
        columns.addAll(ways.keySet());
        return columns;
    }

    private static void add(Table table, String name, Map<String, Way> ways, byte[][] answers, int turns)
            throws IOException {
        List<Way> all = List.copyOf(ways.values());
        for (byte[] answer : answers) {
            Object expected = comparable(all.get(0).read(answer));
            for (Way way : all) {
                if (!comparable(way.read(answer)).equals(expected)) {
                    throw new IllegalStateException("the ways of reading " + name + " do not agree about "
                            + new String(answer, StandardCharsets.US_ASCII));
                }
            }
        }
        double[][] micros = new double[all.size()][turns];
        for (int turn = -turns; turn < turns; turn++) { // those before 0 are for the compiler
            for (int i = 0; i < all.size(); i++) {
                int way = (i + Math.abs(turn)) % all.size();
                micros[way][Math.max(0, turn)] = micros(all.get(way), answers);
            }
        }
        List<Object> cells = new ArrayList<>(List.of(name));
        for (double[] each : micros) {
            Arrays.sort(each);
            cells.add(each[turns / 2]);
        }
        table.add(cells.toArray());
    }

    private static double micros(Way way, byte[][] answers) throws IOException {
        long before = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < READS; i++) {
            last = way.read(answers[i % SmallAnswers.COUNT]);
        }
        return (THREADS.getCurrentThreadCpuTime() - before) / 1e3 / READS;
    }

    /** What can be compared. */
    private static Object comparable(Object value) {
        if (value instanceof float[] row) {
            return IntStream.range(0, row.length).mapToObj(i -> (double) row[i]).toList();
        }
        return value instanceof Numbers numbers ? numbers.toList() : value;
    }

    private static Object vector(byte[] answer) throws IOException {
        return AnswerReader.read(answer, Numbers.Floats::new);
    }

    private static float[] streamed(byte[] answer) throws IOException {
        float[] row = new float[SmallAnswers.COLUMNS];
        try (JsonParser parser = STREAMING.createParser(answer)) {
            parser.nextToken();
            for (int column = 0; column < SmallAnswers.COLUMNS; column++) {
                parser.nextToken();
                row[column] = parser.getFloatValue();
            }
        }
        return row;
    }

    private static float[] split(byte[] answer, Conversion conversion) {
        float[] row = new float[SmallAnswers.COLUMNS];
        int count = 0;
        int start = 1;
        for (int at = 1; at < answer.length; at++) {
            if (answer[at] == ',' || answer[at] == ']') {
                row[count++] = conversion.number(answer, start, at - start);
                start = at + 1;
            }
        }
        return row;
    }

    private static float ofText(byte[] answer, int offset, int length) {
        return Float.parseFloat(new String(answer, offset, length, StandardCharsets.ISO_8859_1));
    }

    private static Object fed(byte[] answer, IntFunction<Numbers> numbers, int pieces) throws IOException {
        try (FedReader reader = new FedReader(numbers)) {
            for (int piece = 0; piece < pieces; piece++) {
                reader.feed(answer, answer.length * piece / pieces, answer.length * (piece + 1) / pieces);
            }
            return reader.end();
        }
    }
}
