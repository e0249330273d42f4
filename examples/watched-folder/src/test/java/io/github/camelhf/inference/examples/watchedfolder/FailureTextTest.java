package io.github.camelhf.inference.examples.watchedfolder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.examples.watchedfolder.files.FailureText;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.junit.jupiter.api.Test;

class FailureTextTest {

    @Test
    void saysMoreThanThePathOfAFile() {
        assertThat(FailureText.of(new AccessDeniedException("/a.jpg")))
                .startsWith("access to /a.jpg is denied; give the right to read and write there to the user ");
        assertThat(FailureText.of(new NoSuchFileException("/a.jpg"))).isEqualTo("/a.jpg is not there");
        assertThat(FailureText.of(new FileAlreadyExistsException("/a"))).isEqualTo("/a is there already; move it away");
        assertThat(FailureText.of(new DirectoryNotEmptyException("/a")))
                .isEqualTo("the folder /a is not empty; move away what it holds");
        assertThat(FailureText.of(new NotDirectoryException("/a"))).isEqualTo("NotDirectoryException: /a");
        assertThat(FailureText.of(new FileSystemException("/a.jpg", null, "File name too long")))
                .isEqualTo("/a.jpg: File name too long");
    }

    @Test
    void saysWhatAnErrorIsAbout() {
        assertThat(FailureText.of(new StackOverflowError())).contains("deeper in itself than the stack");
        assertThat(FailureText.of(new OutOfMemoryError("Java heap space")))
                .isEqualTo("it takes more memory than Java has (Java heap space); give it more with -Xmx");
    }

    @Test
    void isTheMessageIfThereIsOne() {
        assertThat(FailureText.of(new IOException("the disk is full"))).isEqualTo("the disk is full");
        assertThat(FailureText.of(new IllegalStateException())).isEqualTo("IllegalStateException");
    }
}
