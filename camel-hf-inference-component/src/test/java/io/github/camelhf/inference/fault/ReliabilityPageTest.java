package io.github.camelhf.inference.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.RouteTests;
import io.github.camelhf.inference.queue.QueueTests;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** Holds docs/reliability.md to the tests: its tables are made from them. Run with -Ddocs.update=true to renew them. */
class ReliabilityPageTest {

    private static final Path PAGE = Path.of("..", "docs", "reliability.md");
    private static final String START = "<!-- generated: faults -->";
    private static final String END = "<!-- end -->";

    @Test
    void tablesAreThoseOfTheTests() throws Exception {
        String page = Files.readString(PAGE);
        int start = page.indexOf(START) + START.length();
        int end = page.indexOf(END);
        assertThat(end).isGreaterThan(start);
        String current = page.substring(0, start) + "\n\n" + tables() + "\n" + page.substring(end);
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(PAGE, current);
        }
        assertThat(Files.readString(PAGE))
                .as("docs/reliability.md is not current; run: mvn test -pl camel-hf-inference-component -am"
                        + " -Dtest=ReliabilityPageTest -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.update=true")
                .isEqualTo(current);
    }

    @Test
    void namesAtLeastEightyFaultsAndEachOnce() {
        List<String> names = Stream.of(
                        ServerAnswerFaultsTest.cases(), TransportFaultsTest.cases(), PayloadFaultsTest.cases())
                .flatMap(cases -> cases)
                .map(FaultCase::name)
                .toList();
        assertThat(names).hasSizeGreaterThan(80).doesNotHaveDuplicates();
    }

    private static String tables() {
        return "### Answers of the server\n\n" + cases(ServerAnswerFaultsTest.cases())
                + "\n### Connections\n\n" + cases(TransportFaultsTest.cases())
                + "\n" + sentences(TransportFaultsTest.class)
                + "\n### TLS and proxies\n\n" + sentences(TlsAndProxyFaultsTest.class)
                + "\n### Payload\n\n" + cases(PayloadFaultsTest.cases())
                + "\n### Cold start and rate limits\n\n" + sentences(ColdStartTest.class)
                + sentences(QueueTests.GATES)
                + sentences(QueueTests.QUEUE)
                + sentences(QueueTests.SLOW_SERVER)
                + sentences(RouteTests.DELAYS)
                + "\n### Full queues, held threads, errors\n\n"
                + RouteTests.ENDINGS.stream()
                        .map(ReliabilityPageTest::sentences)
                        .collect(Collectors.joining())
                + "\n### Secrets\n\n" + sentences(SecretsTest.class)
                + "\n### Stopping, starting, being killed\n\n" + sentences(LifecycleTest.class)
                + sentences(KillTest.class);
    }

    private static String cases(Stream<FaultCase> cases) {
        return "| fault | what the component does | exception | another attempt |\n|---|---|---|---|\n"
                + cases.map(fault -> "| " + text(fault.name()) + " | " + text(fault.does()) + " | "
                                + (fault.type() == null
                                        ? "none"
                                        : "`" + fault.type().getSimpleName() + "`") + " | "
                                + (fault.type() == null ? "" : fault.retry() ? "yes" : "no") + " |\n")
                        .collect(Collectors.joining());
    }

    private static String text(String cell) {
        return cell.replace("|", "\\|").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** The names of tests are sentences. */
    private static String sentences(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method ->
                        method.isAnnotationPresent(Test.class) && !method.isAnnotationPresent(ParameterizedTest.class))
                .map(method -> method.getName())
                .sorted(Comparator.naturalOrder())
                .map(name -> "- " + sentence(name) + " (`" + type.getSimpleName() + "`)\n")
                .collect(Collectors.joining());
    }

    private static String sentence(String name) {
        String words = name.replaceAll("([a-z0-9])([A-Z])", "$1 $2")
                .replaceAll("([A-Z])([A-Z][a-z])", "$1 $2")
                .toLowerCase(Locale.ROOT);
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
