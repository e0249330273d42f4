package io.github.camelhf.inference.examples.watchedfolder;

import io.github.camelhf.inference.examples.watchedfolder.audit.FileResult;

/** Hears of each file as it leaves the route. Called from many threads. */
interface RunListener {

    /** A file lies in its place beside its sidecar. */
    void filed(String name, FileResult result);

    /** A file stayed in the inbox. */
    void left(String name, String reason);

    /** Something keeps files waiting; they will be tried again. */
    void waiting(String reason);

    /** A file is filed, but a person should know this. */
    void warned(String warning);

    /** The server refused several files in a row for a reason that holds for each; no further one is taken for now. */
    void refused();

    /** The inbox is not there any more. */
    void inboxGone();

    /** Nothing is left to do. Called at every poll that finds it so. */
    void idle();
}
