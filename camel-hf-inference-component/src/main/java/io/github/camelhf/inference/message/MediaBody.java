package io.github.camelhf.inference.message;

import io.github.camelhf.inference.input.Content;
import io.github.camelhf.inference.input.Intake;
import io.github.camelhf.inference.input.Spool;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.StreamCache;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;

/**
 * A picture or a recording as a message's body: read as a stream, again after a reset. Long ones are in a temporary file, which is
 * deleted with the end of the last exchange that has a copy. One thread at a time; others get a copy.
 */
final class MediaBody extends InputStream implements StreamCache {

    /** Above so many bytes a temporary file takes over, unless the Camel context's strategy says otherwise. */
    static final int MEMORY_THRESHOLD = Spool.MEMORY_THRESHOLD;

    private final Content content;
    private final Users users;
    private @Nullable InputStream stream;
    private long position;

    private MediaBody(Content content, Users users) {
        this.content = content;
        this.users = users;
    }

    /**
     * For the exchange whose body it becomes.
     *
     * @param intake where the bytes are; null when they are in memory, and nobody need drop them
     */
    static MediaBody of(Content content, @Nullable Intake intake, Exchange exchange) {
        Users users = new Users(intake);
        users.add(exchange);
        return new MediaBody(content, users);
    }

    private InputStream stream() throws IOException {
        InputStream open = stream;
        if (open == null) {
            try {
                open = content.open();
            } catch (NoSuchFileException | FileNotFoundException e) {
                throw new IOException(
                        "what the model made is deleted with the end of its exchange: convert the body to byte[] before,"
                                + " as requestBody(uri, body, byte[].class) of a ProducerTemplate does",
                        e);
            }
            stream = open;
        }
        return open;
    }

    @Override
    public int read() throws IOException {
        int value = stream().read();
        position += value < 0 ? 0 : 1;
        return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        int read = stream().read(bytes, offset, count);
        position += Math.max(0, read);
        return read;
    }

    @Override
    public int available() throws IOException {
        return stream().available();
    }

    /** From the first byte, if this was not read yet; else what is left. */
    @Override
    public void writeTo(OutputStream target) throws IOException {
        transferTo(target);
    }

    @Override
    public void close() throws IOException {
        InputStream open = stream;
        stream = null;
        position = 0;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void reset() {
        try {
            close();
        } catch (IOException e) {
            throw new RuntimeCamelException("the stream could not be closed to start again", e);
        }
    }

    @Override
    public StreamCache copy(Exchange exchange) {
        users.add(exchange);
        return new MediaBody(content, users);
    }

    @Override
    public boolean inMemory() {
        return !content.mayBlock();
    }

    @Override
    public long length() {
        return content.length();
    }

    @Override
    public long position() {
        return position;
    }

    /** The exchanges that have a copy. */
    private static final class Users extends SynchronizationAdapter {

        private final @Nullable Intake intake;
        private final AtomicInteger count = new AtomicInteger();

        Users(@Nullable Intake intake) {
            this.intake = intake;
        }

        void add(Exchange exchange) {
            if (intake == null) {
                return;
            }
            count.incrementAndGet();
            UnitOfWork whole = exchange.getProperty(ExchangePropertyKey.STREAM_CACHE_UNIT_OF_WORK, UnitOfWork.class);
            // What a branch of a splitter or multicast made may be part of the whole's result, and is read after the
            // branch.
            if (whole != null && whole.getRoute() != null) {
                whole.addSynchronization(this);
            } else {
                exchange.getExchangeExtension().addOnCompletion(this);
            }
        }

        @Override
        public void onDone(Exchange exchange) {
            if (intake != null && count.decrementAndGet() == 0) {
                intake.drop();
            }
        }
    }
}
