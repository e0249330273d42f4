package io.github.camelhf.inference.examples.watchedfolder.files;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The lines of a text one after the other, in UTF-8; of one that is longer than any should be, only {@link #TOO_LONG}. */
public final class BoundedLines implements Iterator<String>, Closeable {

    /** Bytes that a line may have: many times what a result with thousands of labels needs. */
    public static final int LONGEST = 16 * 1024 * 1024;

    /** Stands for a longer line. No JSON is like that. */
    public static final String TOO_LONG = "?";

    private static final int BLOCK = 64 * 1024;

    private final InputStream in;
    private final byte[] block = new byte[BLOCK];
    private int position;
    private int end;
    private @Nullable String next;

    /** @param in closed with the lines */
    public BoundedLines(InputStream in) {
        this.in = in;
    }

    /** @throws UncheckedIOException when the text cannot be read any further */
    @Override
    public boolean hasNext() {
        if (next == null) {
            try {
                next = read();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return next != null;
    }

    @Override
    public String next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        String line = next;
        next = null;
        return line;
    }

    private @Nullable String read() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        long length = 0;
        while (fill()) {
            int from = position;
            while (position < end && block[position] != '\n') {
                position++;
            }
            length += position - from;
            if (length <= LONGEST) {
                line.write(block, from, position - from);
            }
            if (position < end) {
                position++;
                return text(line, length);
            }
        }
        return length == 0 ? null : text(line, length);
    }

    private boolean fill() throws IOException {
        if (position == end) {
            position = 0;
            end = Math.max(0, in.read(block));
        }
        return end > 0;
    }

    /** Not strict: it would end at the first byte that is no UTF-8. */
    private static String text(ByteArrayOutputStream line, long length) {
        return length > LONGEST ? TOO_LONG : line.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
