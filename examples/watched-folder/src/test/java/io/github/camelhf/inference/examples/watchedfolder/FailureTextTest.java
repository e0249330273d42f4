package io.github.camelhf.inference.examples.watchedfolder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;

class FailureTextTest {

    @Test
    void saysMoreThanThePathOfAFile() {
        assertThat(FailureText.of(new AccessDeniedException("/a.jpg"))).isEqualTo("AccessDeniedException: /a.jpg");
        assertThat(FailureText.of(new FileSystemException("/a.jpg", null, "File name too long")))
                .isEqualTo("/a.jpg: File name too long");
    }

    @Test
    void isTheMessageIfThereIsOne() {
        assertThat(FailureText.of(new IOException("the disk is full"))).isEqualTo("the disk is full");
        assertThat(FailureText.of(new IllegalStateException())).isEqualTo("IllegalStateException");
    }
}
