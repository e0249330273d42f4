package io.github.camelhf.inference.examples.watchedfolder;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * One run of the command inside the test.
 *
 * @param status the exit status
 * @param out what it printed
 * @param err what it complained about
 */
record CommandRun(int status, String out, String err) {

    static CommandRun of(String... arguments) {
        return of(new StringWriter(), new CompletableFuture<>(), Map.of(), arguments);
    }

    /** With variables of the environment. */
    static CommandRun of(Map<String, String> environment, String... arguments) {
        return of(new StringWriter(), new CompletableFuture<>(), environment, arguments);
    }

    /** With an output that can be watched and an end that can be brought about. */
    static CommandRun of(StringWriter out, CompletableFuture<Ending> end, String... arguments) {
        return of(out, end, Map.of(), arguments);
    }

    /** With both. */
    static CommandRun of(
            StringWriter out, CompletableFuture<Ending> end, Map<String, String> environment, String... arguments) {
        StringWriter err = new StringWriter();
        int status = new Program(end, environment)
                .printingTo(new PrintWriter(out, true), new PrintWriter(err, true))
                .run(arguments);
        return new CommandRun(status, out.toString(), err.toString());
    }
}
