package io.github.camelhf.inference.examples.watchedfolder;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine;

/**
 * One run of the command inside the test.
 *
 * @param status the exit status
 * @param out what it printed
 * @param err what it complained about
 */
record CommandRun(int status, String out, String err) {

    static CommandRun of(String... arguments) {
        return of(new StringWriter(), new CompletableFuture<>(), arguments);
    }

    /** With an output that can be watched and an end that can be brought about. */
    static CommandRun of(StringWriter out, CompletableFuture<Ending> end, String... arguments) {
        StringWriter err = new StringWriter();
        int status = new CommandLine(new WatchedFolderCommand(end))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new CommandRun(status, out.toString(), err.toString());
    }
}
