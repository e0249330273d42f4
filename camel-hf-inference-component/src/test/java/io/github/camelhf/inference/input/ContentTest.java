package io.github.camelhf.inference.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentTest {

    @TempDir
    Path folder;

    @Test
    void opensTheSameBytesAgainAndAgain() throws IOException {
        byte[] bytes = {1, 2, 3};
        Content file = Content.of(Files.write(folder.resolve("three"), bytes));
        for (Content content : new Content[] {Content.of(bytes), file}) {
            assertThat(content.length()).isEqualTo(3);
            for (int i = 0; i < 2; i++) {
                try (InputStream in = content.open()) {
                    assertThat(in.readAllBytes()).isEqualTo(bytes);
                }
            }
        }
    }

    @Test
    void readsAFilesLengthOnceAndAtOnce() throws IOException {
        Path path = Files.write(folder.resolve("grows"), new byte[10]);
        Content content = Content.of(path);
        Files.write(path, new byte[20]);
        assertThat(content.length()).isEqualTo(10);
    }

    @Test
    void missingFileFailsAtOnce() {
        assertThatIOException()
                .isThrownBy(() -> Content.of(folder.resolve("missing")))
                .isInstanceOf(NoSuchFileException.class);
    }
}
