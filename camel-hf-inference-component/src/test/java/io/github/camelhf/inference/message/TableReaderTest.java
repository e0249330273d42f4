package io.github.camelhf.inference.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.input.ByteSize;
import io.github.camelhf.inference.task.Table;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TableReaderTest {

    private static Table read(Object body) throws IOException {
        return new TableReader(new TextReader(new ByteSize(10_000)))
                .read(new DefaultExchange(new DefaultCamelContext()), body);
    }

    static Stream<Arguments> csv() {
        List<List<String>> two = List.of(List.of("a", "b"), List.of("1", "2"));
        return Stream.of(
                arguments("a,b\n1,2", two),
                arguments("a,b\r\n1,2\r\n", two),
                arguments("\uFEFFa,b\r1,2\r\r", two),
                arguments("a;b\n1;2", two),
                arguments("a\tb\n1\t2", two),
                arguments("\"a\",\"b\"\n\"1\",\"2\"", two),
                arguments("a,b\n\n\n1,2\n\n", two),
                arguments("a,b\n1,", List.of(List.of("a", "b"), List.of("1", ""))),
                arguments("a,b\n,", List.of(List.of("a", "b"), List.of("", ""))),
                arguments("a,b\n,2\n", List.of(List.of("a", "b"), List.of("", "2"))),
                arguments("a\n1\n2", List.of(List.of("a"), List.of("1"), List.of("2"))),
                arguments(
                        "\"a,\nb\";c\n\"say \"\"hi\"\"\";\"x;y\"",
                        List.of(List.of("a,\nb", "c"), List.of("say \"hi\"", "x;y"))),
                arguments("a b,c\n 1 , 2 ", List.of(List.of("a b", "c"), List.of(" 1 ", " 2 "))),
                arguments("a,b\n5\",2", List.of(List.of("a", "b"), List.of("5\"", "2"))));
    }

    @ParameterizedTest
    @MethodSource("csv")
    void readsCsv(String text, List<List<String>> rows) throws IOException {
        assertThat(CsvText.rows(text)).isEqualTo(rows);
        Table table = read(text);
        assertThat(table.columns()).isEqualTo(rows.get(0));
        assertThat(table.rows()).isEqualTo(rows.subList(1, rows.size()));
    }

    @Test
    void refusesACellWithoutAnEnd() {
        assertThatExceptionOfType(InvalidInferenceInputException.class)
                .isThrownBy(() -> read("a,b\n1,\"2"))
                .withMessageContaining("a quoted cell without an end, begun in row 2");
    }

    @Test
    void keepsTheOrderOfColumnsAndFillsWhatARowLacks() throws IOException {
        Map<String, Object> first = new LinkedHashMap<>();
        first.put("z", 1);
        first.put("a", null);
        Table table = read(List.of(first, Map.of("z", 2.5, "m", true)));
        assertThat(table.columns()).containsExactly("z", "a", "m");
        assertThat(table.rows()).containsExactly(List.of("1", "", ""), List.of("2.5", "", "true"));
    }

    @Test
    void readsRowsThatComeAsIterablesAndArrays() throws IOException {
        List<List<Object>> lists = List.of(List.of("a", "b"), Arrays.asList(1, null));
        Iterable<List<Object>> rows = lists::iterator;
        Table table = new Table(List.of("a", "b"), List.of(List.of("1", "")));
        assertThat(read(rows)).isEqualTo(table);
        assertThat(read(List.of(new String[] {"a", "b"}, new Object[] {1, null})))
                .isEqualTo(table);
        assertThat(read(new String[][] {{"a", "b"}, {"1", ""}})).isEqualTo(table);
    }

    @Test
    void takesAColumnCalledTableForAColumn() {
        List<String> cells = List.of("oak", "glass");
        assertThat(TableReader.inMap(Map.of("table", cells, "price", List.of(1, 2))))
                .isNull();
        assertThat(TableReader.inMap(Map.of("table", "a,b"))).isEqualTo("a,b");
        assertThat(TableReader.inMap(Map.of("table", List.of(Map.of("a", 1))))).isInstanceOf(List.class);
        assertThat(TableReader.inMap("a,b")).isNull();
    }

    static Stream<Object> badTables() {
        return Stream.of(
                Map.of("a", List.of(1, 2), "b", List.of(1)),
                Map.of("a", List.of(List.of(1))),
                List.of(List.of("a", "b"), List.of(1)),
                List.of(List.of("a", "a"), List.of(1, 2)),
                List.of(List.of("a", "b")),
                List.of(List.of(), List.of()),
                List.of(Map.of()),
                List.of(Map.of("a", 1), "b"),
                "a",
                " ");
    }

    @ParameterizedTest
    @MethodSource("badTables")
    void refusesWhatIsNoTable(Object body) {
        assertThatExceptionOfType(InvalidInferenceInputException.class).isThrownBy(() -> read(body));
    }
}
