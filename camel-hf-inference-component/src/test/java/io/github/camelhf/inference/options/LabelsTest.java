package io.github.camelhf.inference.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelhf.inference.ComponentState;
import io.github.camelhf.inference.Routes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of labels as editors of every system save them. */
class LabelsTest {

    @TempDir
    private Path folder;

    @AutoClose
    private final Routes routes = new Routes();

    private List<String> read(byte[] bytes) throws IOException {
        Path file = Files.write(Files.createTempFile(folder, "labels", ".txt"), bytes);
        return ComponentState.options(routes.context, "hf-inference:zero-shot?model=a/b&labels=file:" + file)
                .labels();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void readsAFileWithAByteOrderMark(String charset) throws IOException {
        byte[] marked = "\uFEFFNußbaum\r\nchêne, clair\n\n木\n".getBytes(Charset.forName(charset));
        assertThat(read(marked)).containsExactly("Nußbaum", "chêne, clair", "木");
    }

    @Test
    void readsUtf8WithoutAMark() throws IOException {
        assertThat(read("Nußbaum\rEiche".getBytes(StandardCharsets.UTF_8))).containsExactly("Nußbaum", "Eiche");
    }

    @Test
    void namesTheFirstLineThatIsNotUtf8() throws IOException {
        ByteArrayOutputStream mixed = new ByteArrayOutputStream();
        mixed.write("Eiche\r\nBuche\n".getBytes(StandardCharsets.UTF_8));
        mixed.write("Nußbaum\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> read(mixed.toByteArray()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "line 3 is not UTF-8; save the file as UTF-8, or as UTF-16 with a byte-order mark")
                .hasMessageNotContaining("baum");
        assertThatThrownBy(() -> read("Eiche\nBuche".getBytes(StandardCharsets.UTF_16LE)))
                .hasMessageContaining("line 1 is not UTF-8");
        assertThatThrownBy(() -> read(new byte[] {(byte) 0xFF, (byte) 0xFE, 'a', 0, '\n', 0, 'b'}))
                .hasMessageContaining("line 2 is not UTF-16LE");
    }
}
