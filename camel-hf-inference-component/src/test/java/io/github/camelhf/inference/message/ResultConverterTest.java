package io.github.camelhf.inference.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.camelhf.inference.Routes;
import io.github.camelhf.inference.result.Classification;
import io.github.camelhf.inference.result.Classifications;
import io.github.camelhf.inference.result.Embedding;
import io.github.camelhf.inference.result.JsonObject;
import io.github.camelhf.inference.result.Similarity;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A result goes wherever Camel asks for text, bytes or a stream: always the same JSON. */
class ResultConverterTest {

    @AutoClose
    private final Routes routes = new Routes();

    static Stream<Arguments> results() {
        Classification tile = new Classification("grün \"tile\"", 0.75);
        return Stream.of(
                arguments(tile, "{\"label\":\"grün \\\"tile\\\"\",\"score\":0.75}"),
                arguments(new Classifications(List.of(tile)), "[{\"label\":\"grün \\\"tile\\\"\",\"score\":0.75}]"),
                arguments(new JsonObject(Map.of("total", List.of(Map.of("a", 1)))), "{\"total\":[{\"a\":1}]}"),
                arguments(new Embedding(new float[] {0.5f, -1}), "[0.5,-1.0]"),
                arguments(
                        new Similarity(1, 2, List.of(List.of(0.25, 0.5))),
                        "{\"imageCount\":1,\"textCount\":2,\"scores\":[[0.25,0.5]]}"));
    }

    @ParameterizedTest
    @MethodSource("results")
    void becomesTextBytesAndStream(Object result, String json) throws Exception {
        assertThat(routes.context.getTypeConverter().convertTo(String.class, result))
                .isEqualTo(json);
        assertThat(routes.context.getTypeConverter().convertTo(byte[].class, result))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(json);
        assertThat(routes.context.getTypeConverter().convertTo(InputStream.class, result))
                .hasContent(json);
    }

    @ParameterizedTest
    @MethodSource("results")
    void canBeWrittenToAFile(Object result, String json, @TempDir Path folder) throws Exception {
        routes.template.sendBody("file:" + folder + "?fileName=result.json", result);

        assertThat(Files.readString(folder.resolve("result.json"))).isEqualTo(json);
    }
}
