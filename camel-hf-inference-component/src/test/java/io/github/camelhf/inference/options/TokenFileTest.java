package io.github.camelhf.inference.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenFileTest {

    @TempDir
    private Path folder;

    @Test
    void aTokenIsOverWhenTheFileHoldsAnother() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "hf_first");
        TokenFile token = new TokenFile(file);
        assertThat(token.isOver(token.current())).isFalse();

        Files.writeString(file, "hf_secondone");
        assertThat(token.isOver("hf_first")).isTrue();
        assertThat(token.isOver("hf_secondone")).isFalse();

        Files.delete(file);
        assertThat(token.isOver("hf_first")).as("no other to try").isFalse();
    }
}
