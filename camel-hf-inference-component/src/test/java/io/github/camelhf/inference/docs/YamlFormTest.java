package io.github.camelhf.inference.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Routes in YAML stand under {@code route:}; Camel 4.22 warns of the shorter form. */
class YamlFormTest {

    static Stream<Path> files() {
        return Stream.concat(Pages.all().stream(), Pages.files(".yaml").stream());
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyRouteIsCalledOne(Path file) {
        List<String> lines = Pages.lines(file);

        assertThat(lines).as(Pages.name(file)).noneMatch(line -> line.matches("- from:.*"));
    }
}
