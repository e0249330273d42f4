package io.github.camelhf.inference.batch;

import java.util.concurrent.CompletableFuture;

/**
 * Asks a server.
 *
 * <p>Never blocks and never throws: every failure completes the future exceptionally. The future may be completed on an
 * I/O thread: dependents that do more than hand over must name an executor.
 */
@FunctionalInterface
public interface Asker {

    /** The answer to this question, and to no other. */
    CompletableFuture<Answer> ask(Question question);
}
