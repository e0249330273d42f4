package io.github.camelhf.inference.input;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.commons.io.output.DeferredFileOutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the bytes of one answer go while they come: in memory up to a threshold, then in a temporary file. They are there until
 * whoever had it made drops it, which may be at any time and on any thread: what is being written then is given up. Thread-safe.
 */
public final class Intake {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final ByteSize limit;
    private final int memory;
    private final @Nullable Path folder;

    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean dropped;

    /** Guarded by the lock. */
    private @Nullable DeferredFileOutputStream sink;

    /**
     * Empty; makes no file yet.
     *
     * @param limit  more bytes than this must not be written; the writer's to see to
     * @param memory above so many bytes a temporary file takes over
     * @param folder of that file, null for the system's own for temporary files
     */
    public Intake(ByteSize limit, int memory, @Nullable Path folder) {
        this.limit = limit;
        this.memory = memory;
        this.folder = folder;
    }

    public ByteSize limit() {
        return limit;
    }

    /** Equal for intakes that wait for the same disk. */
    public Object disk() {
        return folder == null ? Intake.class : folder;
    }

    /**
     * Takes some bytes more; may wait for the disk.
     *
     * @throws IOException when it was dropped, or the disk does not take them
     */
    public void write(byte[] bytes) throws IOException {
        lock.lock();
        try {
            sink().write(bytes);
        } finally {
            leave();
        }
    }

    /**
     * All bytes are there. They can be read until this is dropped.
     *
     * @throws IOException when it was dropped, or the disk does not take the last bytes
     */
    public Content finish() throws IOException {
        lock.lock();
        try {
            sink().close();
            return new Spool(sink());
        } finally {
            leave();
        }
    }

    /** Nobody wants the bytes any more. Does not wait for one who is writing, and may be called more than once. */
    public void drop() {
        dropped = true;
        clean();
    }

    private DeferredFileOutputStream sink() throws IOException {
        if (dropped) {
            throw new IOException("nobody wants the answer any more");
        }
        if (sink == null) {
            sink = DeferredFileOutputStream.builder()
                    .setThreshold(memory)
                    .setPrefix("hf-inference-")
                    .setSuffix(".media")
                    .setDirectory(folder)
                    .get();
        }
        return sink;
    }

    private void leave() {
        lock.unlock();
        if (dropped) {
            clean();
        }
    }

    /** By one at a time: whoever finds the lock taken leaves it to the one who has it. */
    private void clean() {
        if (!lock.tryLock()) {
            return;
        }
        try {
            DeferredFileOutputStream over = sink;
            sink = null;
            // One whose file could not be filled still says that all is in memory.
            if (over != null && over.getPath() != null) {
                delete(over);
            }
        } catch (IOException e) {
            LOG.warn("A temporary file could not be deleted: {}", e.toString());
        } finally {
            lock.unlock();
        }
    }

    private static void delete(DeferredFileOutputStream over) throws IOException {
        try {
            over.close();
        } finally {
            Files.deleteIfExists(over.getPath());
        }
    }
}
