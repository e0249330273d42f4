package io.github.camelhf.inference.input;

import com.fasterxml.jackson.databind.util.ByteBufferBackedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of a known length that can be opened any number of times. Both matter: a known length gives the request a
 * {@code Content-Length}, and a second opening is what a redelivery needs. A source that has neither goes through {@link Spool}.
 */
public interface Content {

    /** Number of bytes, at least 0. */
    long length();

    /** A new stream at the first byte; the caller closes it. */
    InputStream open() throws IOException;

    /** The bytes where they lie in memory already, not to be changed; null where reading them takes {@link #open}. */
    default @Nullable ByteBuffer inMemory() {
        return null;
    }

    /**
     * Whether reading may take long: from a file, a network disk, or a source that we do not know. Such content must not be read on
     * an I/O thread.
     */
    default boolean mayBlock() {
        return inMemory() == null;
    }

    /** The bytes of an array, which the caller must not change afterwards. */
    static Content of(byte[] bytes) {
        return new Bytes(bytes);
    }

    /** The bytes between position and limit of a buffer, which stays as it is; nobody may change the bytes afterwards. */
    static Content of(ByteBuffer buffer) {
        return new Buffer(buffer.duplicate());
    }

    /** The bytes of a local file; its length is read now, and sending fails if the file has another length by then. */
    static Content of(Path file) throws IOException {
        return new LocalFile(file, Files.size(file));
    }

    /** Bytes in memory. */
    record Bytes(byte[] bytes) implements Content {
        @Override
        public long length() {
            return bytes.length;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public ByteBuffer inMemory() {
            return ByteBuffer.wrap(bytes);
        }
    }

    /** Bytes in a buffer of any kind. */
    record Buffer(ByteBuffer buffer) implements Content {
        @Override
        public long length() {
            return buffer.remaining();
        }

        @Override
        public InputStream open() {
            return new ByteBufferBackedInputStream(buffer.duplicate());
        }

        @Override
        public ByteBuffer inMemory() {
            return buffer.duplicate();
        }
    }

    /** Bytes in a file. */
    record LocalFile(Path file, long length) implements Content {
        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(file);
        }
    }
}
