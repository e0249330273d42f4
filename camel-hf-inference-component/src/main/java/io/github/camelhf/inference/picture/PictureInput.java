package io.github.camelhf.inference.picture;

import io.github.camelhf.inference.input.Content;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * A picture's bytes from the first to the last, read forwards. Whatever the bytes say, every step goes forward and nothing is
 * held but one small buffer, so that a reader takes time in proportion to the file and no memory.
 */
final class PictureInput implements AutoCloseable {

    /** Headers are short; what lies between them is skipped, not read. */
    private static final int BUFFER = 1024;

    private final InputStream in;
    private long position;

    private PictureInput(InputStream in) {
        this.in = in;
    }

    static PictureInput open(Content content) throws IOException {
        InputStream bytes = content.open();
        return new PictureInput(content.inMemory() == null ? new BufferedInputStream(bytes, BUFFER) : bytes);
    }

    /** Skips to so many bytes before the end. */
    static byte[] tail(Content content, int count) throws IOException {
        int read = (int) Math.min(count, content.length());
        try (var stream = content.open()) {
            stream.skipNBytes(content.length() - read);
            return stream.readNBytes(read);
        }
    }

    /** Bytes that were read or skipped. */
    long position() {
        return position;
    }

    int u8() throws IOException {
        int value = in.read();
        if (value < 0) {
            throw new EOFException();
        }
        position++;
        return value;
    }

    /** The same, or -1 at the end. */
    int next() throws IOException {
        int value = in.read();
        position += value < 0 ? 0 : 1;
        return value;
    }

    int u16() throws IOException {
        return u8() << 8 | u8();
    }

    long u32() throws IOException {
        return (long) u16() << 16 | u16();
    }

    int u16Little() throws IOException {
        return u8() | u8() << 8;
    }

    int u24Little() throws IOException {
        return u16Little() | u8() << 16;
    }

    long u32Little() throws IOException {
        return u16Little() | (long) u16Little() << 16;
    }

    /** Four letters that name a chunk. */
    String name() throws IOException {
        return new String(bytes(4), StandardCharsets.ISO_8859_1);
    }

    byte[] bytes(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        position += bytes.length;
        if (bytes.length < count) {
            throw new EOFException();
        }
        return bytes;
    }

    /** @throws EOFException when there are fewer */
    void skip(long count) throws IOException {
        if (count < 0) {
            throw new EOFException();
        }
        in.skipNBytes(count);
        position += count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
