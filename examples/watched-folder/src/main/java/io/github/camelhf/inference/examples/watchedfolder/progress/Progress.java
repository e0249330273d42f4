package io.github.camelhf.inference.examples.watchedfolder.progress;

import io.github.camelhf.inference.examples.watchedfolder.audit.FileResult;

/** Shows that something happens. Called from many threads. */
public interface Progress extends AutoCloseable {

    /** A file found its place. */
    void filed(String name, FileResult result);

    /** A file stays in the inbox. */
    void left(String name, String reason);

    /** Something keeps files waiting. */
    void waiting(String reason);

    @Override
    void close();
}
