package io.github.camelhf.inference.picture;

import io.github.camelhf.inference.input.Content;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A picture's bytes from the first to the last, read forwards. Whatever the bytes say, every step goes forward and nothing is
 * held but one small buffer, so that a reader takes time in proportion to the file and no memory.
 */
final class PictureInput implements AutoCloseable {

    /** Headers are short; what lies between them is skipped, not read. */
    private static final int BUFFER = 1024;

    private final DataInputStream in;

    private PictureInput(DataInputStream in) {
        this.in = in;
    }

    static PictureInput open(Content content) throws IOException {
        return new PictureInput(new DataInputStream(new BufferedInputStream(content.open(), BUFFER)));
    }

    /** Skips to so many bytes before the end. */
    static byte[] tail(Content content, int count) throws IOException {
        int read = (int) Math.min(count, content.length());
        try (var stream = content.open()) {
            stream.skipNBytes(content.length() - read);
            return stream.readNBytes(read);
        }
    }

    int u8() throws IOException {
        return in.readUnsignedByte();
    }

    int u16() throws IOException {
        return in.readUnsignedShort();
    }

    long u32() throws IOException {
        return in.readInt() & 0xFFFFFFFFL;
    }

    int u16Little() throws IOException {
        return Short.toUnsignedInt(Short.reverseBytes(in.readShort()));
    }

    long u32Little() throws IOException {
        return Integer.toUnsignedLong(Integer.reverseBytes(in.readInt()));
    }

    /** Four letters that name a chunk. */
    String name() throws IOException {
        return new String(bytes(4), StandardCharsets.ISO_8859_1);
    }

    byte[] bytes(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
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
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
