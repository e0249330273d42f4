package io.github.camelhf.inference.input;

import io.github.camelhf.inference.error.InvalidInferenceInputException;
import java.io.IOException;
import java.io.InputStream;
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

    private Spool(DeferredFileOutputStream sink) {
        this.sink = sink;
    }

    /**
     * Reads the stream to its end on the calling thread and leaves it open.
     *
     * @throws InvalidInferenceInputException when the stream holds more than {@code limit}; nothing is kept then
     */
    public static Spool of(InputStream source, ByteSize limit) throws IOException {
        DeferredFileOutputStream sink = DeferredFileOutputStream.builder()
                .setThreshold(MEMORY_THRESHOLD)
                .setPrefix("hf-inference-")
                .setSuffix(".spool")
                .get();
        Spool spool = new Spool(sink);
        try (sink) {
            copy(source, sink, limit);
        } catch (IOException | RuntimeException e) {
            spool.close();
            throw e;
        }
        return spool;
    }

    private static void copy(InputStream source, DeferredFileOutputStream sink, ByteSize limit) throws IOException {
        byte[] buffer = new byte[16 * 1024];
        for (int count = source.read(buffer); count >= 0; count = source.read(buffer)) {
            if (sink.getByteCount() + count > limit.bytes()) {
                throw new InvalidInferenceInputException("the stream holds more than " + limit
                        + ", the limit set by maxRequestSize; raise the option or send a smaller picture");
            }
            sink.write(buffer, 0, count);
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

    @Override
    public void close() throws IOException {
        if (!sink.isInMemory()) {
            Files.deleteIfExists(sink.getPath());
        }
    }
}
