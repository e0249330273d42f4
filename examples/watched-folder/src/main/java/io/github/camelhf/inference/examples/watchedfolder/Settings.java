package io.github.camelhf.inference.examples.watchedfolder;

import io.github.camelhf.inference.examples.watchedfolder.decision.Rules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;

/**
 * What a run shall do.
 *
 * @param folders where files come from and go to
 * @param rules what to tell apart, and how sure an answer must be
 * @param server who is asked
 * @param calls how it is asked
 * @param mode how the run goes about it
 */
record Settings(Folders folders, Rules rules, ModelServer server, Calls calls, Mode mode) {

    /**
     * Where files come from and go to.
     *
     * @param inbox the folder to take files from
     * @param results the folder that holds {@code sorted}, {@code review} and {@code failed}; on the same file system, so
     *     that a file moves in one step
     * @param ignored names of files that are left alone
     */
    record Folders(Path inbox, Path results, IgnoredNames ignored) {

        /** Leaves alone what is usually left alone. */
        Folders(Path inbox, Path results) {
            this(inbox, results, IgnoredNames.usual());
        }
    }

    /**
     * How the server is asked.
     *
     * @param maxInFlight calls that are open at a time
     * @param retries further attempts when the server is not available
     * @param retryDelay before the first of them; doubled for each next one
     */
    record Calls(int maxInFlight, int retries, Duration retryDelay) {

        /** Further files are taken while fewer are in the route: enough to keep all calls busy during a look at the folder. */
        int fewFiles() {
            return 2 * maxInFlight;
        }

        /** Each look lists the whole folder, which takes a while when a backlog lies in it. */
        int filesPerPoll() {
            return 4 * maxInFlight;
        }
    }

    /**
     * How the run goes about it.
     *
     * @param watch whether to go on when the inbox is empty
     * @param dryRun whether to say only what would happen: nothing is moved, nothing is written beside a picture
     * @param xmp whether to write the label of a sorted picture into an XMP file beside it
     * @param askAgain whether answers of earlier runs do not count
     */
    record Mode(boolean watch, boolean dryRun, boolean xmp, boolean askAgain) {}

    Path inbox() {
        return folders.inbox();
    }

    Path results() {
        return folders.results();
    }

    boolean watch() {
        return mode.watch();
    }

    /** How long a file must not change before it is taken. */
    Duration settle() {
        return Duration.ofSeconds(1);
    }

    /** When a file that stayed in the inbox is tried again. A single run leaves that to the next run, a dry run said it all. */
    Duration pause() {
        return watch() && !mode.dryRun() ? Duration.ofMinutes(1) : Duration.ofDays(365);
    }

    /** The same, asking another server. */
    Settings asking(ModelServer other) {
        return new Settings(folders, rules, other, calls, mode);
    }

    /** The placeholders of the route. */
    Properties placeholders() {
        Properties properties = new Properties();
        properties.setProperty("inbox", inbox().toString());
        properties.setProperty("poll", watch() ? "500" : "100");
        properties.setProperty("dryRun", String.valueOf(mode.dryRun()));
        properties.setProperty("filesPerPoll", String.valueOf(calls.filesPerPoll()));
        properties.setProperty("maxInFlight", String.valueOf(calls.maxInFlight()));
        properties.setProperty("retries", String.valueOf(calls.retries()));
        properties.setProperty("retryDelay", String.valueOf(calls.retryDelay().toMillis()));
        return properties;
    }
}
