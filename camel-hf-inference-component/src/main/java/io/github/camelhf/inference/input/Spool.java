package io.github.camelhf.inference.input;

import io.github.camelhf.inference.error.InvalidInferenceInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import org.apache.commons.io.output.DeferredFileOutputStream;

/**
 * Bytes of a stream that can be read only once, kept so that they can be read again: in memory up to
 * {@value #MEMORY_THRESHOLD} bytes, then in a temporary file. Closing deletes the file; whoever spools must close.
 */
public final class Spool implements Content, AutoCloseable {

    /** Above this many bytes a temporary file takes over. */
    public static final int MEMORY_THRESHOLD = 128 * 1024;

    private final DeferredFileOutputStream sink;

    Spool(DeferredFileOutputStream sink) {
        this.sink = sink;
    }

    /**
     * Reads the stream to its end on the calling thread and leaves it open.
     *
     * @param limit that of the option maxRequestSize
     * @throws InvalidInferenceInputException when the stream holds more; nothing is kept then
     */
    public static Spool of(InputStream source, ByteSize limit) throws IOException {
        try (Writer writer = new Writer(limit, "maxRequestSize")) {
            source.transferTo(writer);
            return writer.finish();
        }
    }

    /** Takes the bytes one by one. Closing before {@link #finish} drops them; closing after it does nothing. */
    public static final class Writer extends OutputStream {
        private final DeferredFileOutputStream sink = DeferredFileOutputStream.builder()
                .setThreshold(MEMORY_THRESHOLD)
                .setPrefix("hf-inference-")
                .setSuffix(".spool")
                .get();
        private final ByteSize limit;
        private final String option;
        private boolean finished;

        /** @param option the option that sets the limit, for the message */
        public Writer(ByteSize limit, String option) throws IOException {
            this.limit = limit;
            this.option = option;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        /** @throws InvalidInferenceInputException when these bytes pass the limit */
        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            if (sink.getByteCount() + count > limit.bytes()) {
                throw new InvalidInferenceInputException("the stream holds more than " + limit + ", the limit set by "
                        + option + "; raise the option or send a smaller picture");
            }
            sink.write(bytes, offset, count);
        }

        /** What was written, now the caller's to close. */
        public Spool finish() throws IOException {
            sink.close();
            finished = true;
            return new Spool(sink);
        }

        @Override
        public void close() throws IOException {
            if (!finished) {
                finished = true;
                sink.close();
                new Spool(sink).close();
            }
        }
    }

    @Override
    public long length() {
        return sink.getByteCount();
    }

    @Override
    public InputStream open() throws IOException {
        return sink.toInputStream();
    }

    /** What stayed in memory can be read at once. */
    @Override
    public boolean mayBlock() {
        return !sink.isInMemory();
    }

    @Override
    public void close() throws IOException {
        if (!sink.isInMemory()) {
            Files.deleteIfExists(sink.getPath());
        }
    }
}
