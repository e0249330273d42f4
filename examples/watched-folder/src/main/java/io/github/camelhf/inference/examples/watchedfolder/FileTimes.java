package io.github.camelhf.inference.examples.watchedfolder;

import io.github.camelhf.inference.examples.watchedfolder.files.FailureText;
import io.github.camelhf.inference.examples.watchedfolder.files.FileSystemCalls;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Gives files the times of those that they were made from, where the file system lets it: nothing depends on them. */
final class FileTimes {

    private final FileSystemCalls calls;
    private final Consumer<String> warned;
    private final AtomicBoolean told = new AtomicBoolean();

    /** @param warned hears once that no time can be set */
    FileTimes(FileSystemCalls calls, Consumer<String> warned) {
        this.calls = calls;
        this.warned = warned;
    }

    void set(Path file, FileTime time) {
        try {
            calls.setTime(file, time);
        } catch (IOException e) {
            // As on some mounts of SMB.
            if (told.compareAndSet(false, true)) {
                warned.accept("times cannot be set here (" + FailureText.of(e)
                        + "): XMP files that go along get the time of their move");
            }
        }
    }
}
