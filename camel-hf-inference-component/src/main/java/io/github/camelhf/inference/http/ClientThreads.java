package io.github.camelhf.inference.http;

import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The threads besides its own that an HTTP client works with. All of them stay the caller's to stop, after the client.
 *
 * @param timer   watches deadlines; does nothing that takes time
 * @param answers reads what servers say in their error answers
 * @param lookups asks for the addresses of host names, with the host's name as the key
 * @param reads   reads message content that is not in memory, with the server's address as the key, and writes answers to disk, with
 *                the disk as the key
 */
public record ClientThreads(
        ScheduledExecutorService timer, Executor answers, BlockingWork lookups, BlockingWork reads) {

    /** Names are asked for one by one: a second question about the same name would wait for the same name server. */
    public static final int MOST_LOOKUPS = 16;

    /** What hangs is bounded: this many threads at most are lost to disks that do not answer. */
    public static final int MOST_READS = 32;

    /** One route whose disk hangs leaves the other places to the other routes. */
    public static final int MOST_READS_FOR_ONE = 8;

    /**
     * The usual bounds.
     *
     * @param blocking starts a thread when none is idle; the bounds are set here
     */
    public ClientThreads(ScheduledExecutorService timer, Executor answers, Executor blocking) {
        this(
                timer,
                answers,
                new BlockingWork(blocking, MOST_LOOKUPS, 1),
                new BlockingWork(blocking, MOST_READS, MOST_READS_FOR_ONE));
    }
}
