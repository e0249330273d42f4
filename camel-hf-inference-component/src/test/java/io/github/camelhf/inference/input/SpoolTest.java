package io.github.camelhf.inference.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelhf.inference.error.InvalidInferenceInputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpoolTest {

    private static final ByteSize LIMIT = new ByteSize(1024 * 1024);

    /** Other processes spool into the same folder: ours are told by their first bytes. */
    private final byte[] mark = new byte[16];

    SpoolTest() {
        new Random().nextBytes(mark);
    }

    private byte[] marked(int size) {
        byte[] bytes = new byte[size];
        System.arraycopy(mark, 0, bytes, 0, Math.min(size, mark.length));
        return bytes;
    }

    private List<Path> filesOfOurs() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().matches("hf-inference-.*\\.spool"))
                    .filter(this::isOurs)
                    .toList();
        }
    }

    private boolean isOurs(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(mark.length), mark);
        } catch (IOException e) {
            return false; // gone meanwhile: another's
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, Spool.MEMORY_THRESHOLD})
    void keepsLittleInMemory(int size) throws IOException {
        try (Spool spool = Spool.of(new ByteArrayInputStream(marked(size)), LIMIT)) {
            assertThat(filesOfOurs()).isEmpty();
            assertThat(spool.length()).isEqualTo(size);
            assertReadableTwice(spool, marked(size));
        }
    }

    @Test
    void keepsMuchInAFileUntilClosed() throws IOException {
        byte[] content = marked(Spool.MEMORY_THRESHOLD + 1);
        try (Spool spool = Spool.of(new ByteArrayInputStream(content), LIMIT)) {
            assertThat(filesOfOurs()).hasSize(1);
            assertThat(spool.length()).isEqualTo(content.length);
            assertReadableTwice(spool, content);
        }
        assertThat(filesOfOurs()).isEmpty();
    }

    private static void assertReadableTwice(Spool spool, byte[] content) throws IOException {
        for (int i = 0; i < 2; i++) {
            try (InputStream in = spool.open()) {
                assertThat(in.readAllBytes()).isEqualTo(content);
            }
        }
    }

    @Test
    void mayBeClosedTwice() throws IOException {
        Spool spool = Spool.of(new ByteArrayInputStream(marked(Spool.MEMORY_THRESHOLD * 2)), LIMIT);
        spool.close();
        spool.close();
        assertThat(filesOfOurs()).isEmpty();
    }

    @Test
    void takesExactlyTheLimit() throws IOException {
        try (Spool spool = Spool.of(new ByteArrayInputStream(marked(100)), new ByteSize(100))) {
            assertThat(spool.length()).isEqualTo(100);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100, Spool.MEMORY_THRESHOLD * 2})
    void refusesMoreThanTheLimitAndKeepsNothing(int limit) throws IOException {
        InputStream endless = new SequenceInputStream(new ByteArrayInputStream(marked(16)), new Endless());
        assertThatThrownBy(() -> Spool.of(endless, new ByteSize(limit)))
                .isInstanceOf(InvalidInferenceInputException.class)
                .hasMessageContainingAll(new ByteSize(limit).toString(), "maxRequestSize");
        assertThat(filesOfOurs()).isEmpty();
    }

    @Test
    void deletesItsFileWhenTheSourceFails() throws IOException {
        byte[] before = marked(Spool.MEMORY_THRESHOLD * 2);
        InputStream broken = new SequenceInputStream(new ByteArrayInputStream(before), new Breaking());
        assertThatThrownBy(() -> Spool.of(broken, LIMIT))
                .isInstanceOf(IOException.class)
                .hasMessage("the disk is gone");
        assertThat(filesOfOurs()).isEmpty();
    }

    @Test
    void leavesTheSourceOpen() throws IOException {
        boolean[] closed = new boolean[1];
        InputStream source = new ByteArrayInputStream(marked(10)) {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        Spool.of(source, LIMIT).close();
        assertThat(closed[0]).isFalse();
    }

    /** Fails, but not before it has looked for the file that the bytes before it went to. */
    private final class Breaking extends InputStream {
        @Override
        public int read() throws IOException {
            assertThat(filesOfOurs()).hasSize(1);
            throw new IOException("the disk is gone");
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return read();
        }
    }

    private static final class Endless extends InputStream {
        @Override
        public int read() {
            return 1;
        }
    }
}
