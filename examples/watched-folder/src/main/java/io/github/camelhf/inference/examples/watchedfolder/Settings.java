package io.github.camelhf.inference.examples.watchedfolder;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;

/**
 * What a run shall do.
 *
 * @param inbox the folder to take files from
 * @param results the folder that holds {@code sorted}, {@code review} and {@code failed}; on the same file system, so
 *     that a file moves in one step
 * @param labels what to tell apart
 * @param minScore best score from which a file is sorted, else it goes to {@code review}
 * @param minMargin distance of the best score to the second from which a file is sorted
 * @param server who is asked
 * @param watch whether to go on when the inbox is empty
 * @param maxInFlight calls that are open at a time
 * @param retries further attempts when the server is not available
 * @param retryDelay before the first of them; doubled for each next one
 */
record Settings(
        Path inbox,
        Path results,
        List<String> labels,
        double minScore,
        double minMargin,
        ModelServer server,
        boolean watch,
        int maxInFlight,
        int retries,
        Duration retryDelay) {

    /** How long a file must not change before it is taken. */
    Duration settle() {
        return watch ? Duration.ofSeconds(1) : Duration.ofMillis(500);
    }

    /** When a file that stayed in the inbox is tried again. A single run leaves that to the next run. */
    Duration pause() {
        return watch ? Duration.ofMinutes(1) : Duration.ofDays(365);
    }

    /** The same, asking another server. */
    Settings asking(ModelServer other) {
        return new Settings(
                inbox, results, labels, minScore, minMargin, other, watch, maxInFlight, retries, retryDelay);
    }

    /** The placeholders of the route. */
    Properties placeholders() {
        Properties properties = new Properties();
        properties.setProperty("inbox", inbox.toString());
        properties.setProperty("poll", watch ? "500" : "100");
        properties.setProperty("minScore", String.valueOf(minScore));
        properties.setProperty("minMargin", String.valueOf(minMargin));
        properties.setProperty("maxInFlight", String.valueOf(maxInFlight));
        properties.setProperty("retries", String.valueOf(retries));
        properties.setProperty("retryDelay", String.valueOf(retryDelay.toMillis()));
        return properties;
    }
}
