package io.github.camelhf.inference.examples.watchedfolder.journal;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {

    @TempDir
    Path results;

    @Test
    void letsOneInAtATime() throws IOException {
        try (FolderLock lock = FolderLock.take(results)) {
            assertThatThrownBy(() -> FolderLock.take(results))
                    .as(lock.toString())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another run is at work in " + results);
        }
        FolderLock.take(results).close();
    }
}
