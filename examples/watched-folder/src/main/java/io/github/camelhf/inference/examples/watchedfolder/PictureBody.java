package io.github.camelhf.inference.examples.watchedfolder;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.jspecify.annotations.Nullable;

/**
 * A picture as the body of a message: read from the disk for each attempt, and only while it is the file that was picked up. A path
 * would be opened whatever lies there by then, a link to somebody's letters included. Not thread-safe; copies are independent.
 */
final class PictureBody extends InputStream implements StreamCache {

    private final PickedUp file;
    private @Nullable InputStream content;

    PictureBody(PickedUp file) {
        this.file = file;
    }

    private InputStream content() throws IOException {
        if (content == null) {
            content = file.open();
        }
        return content;
    }

    @Override
    public int read() throws IOException {
        return content().read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return content().read(bytes, offset, length);
    }

    @Override
    public void reset() {
        try {
            close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        if (content != null) {
            content.close();
            content = null;
        }
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        try (InputStream all = file.open()) {
            all.transferTo(out);
        }
    }

    @Override
    public StreamCache copy(Exchange exchange) {
        return new PictureBody(file);
    }

    @Override
    public boolean inMemory() {
        return false;
    }

    @Override
    public long length() {
        return file.bytes();
    }

    /** Counted by nobody: {@link #reset()} starts again at the first byte. */
    @Override
    public long position() {
        return -1;
    }
}
