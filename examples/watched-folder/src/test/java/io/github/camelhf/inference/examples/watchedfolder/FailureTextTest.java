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
import java.nio.file.Path;
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
    void saysOfAFullDiskWhereAndWhatToDo() {
        assertThat(FailureText.of(
                        FailureText.writing(Path.of("/a/audit.jsonl"), new IOException("No space left on device"))))
                .isEqualTo("/a/audit.jsonl could not be written: No space left on device; free some space there, what"
                        + " could not be written is tried again");
        assertThat(FailureText.of(new FileSystemException("/a/b.json", null, "Disk quota exceeded")))
                .startsWith("/a/b.json: Disk quota exceeded; free some space there");
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
