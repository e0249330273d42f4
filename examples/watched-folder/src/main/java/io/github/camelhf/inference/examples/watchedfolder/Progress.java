package io.github.camelhf.inference.examples.watchedfolder;

import io.github.camelhf.inference.examples.watchedfolder.audit.FileResult;

/** Shows that something happens. Called from many threads. */
interface Progress extends AutoCloseable {

    void filed(String name, FileResult result);

    void left(String name, String reason);

    void waiting(String reason);

    @Override
    void close();
}
