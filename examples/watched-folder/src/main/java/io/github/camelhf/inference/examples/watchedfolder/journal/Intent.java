package io.github.camelhf.inference.examples.watchedfolder.journal;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.camelhf.inference.examples.watchedfolder.audit.FileResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is about to happen to one file, written down before any of it does. All paths are relative to the folder of results,
 * which may itself have been moved by the time somebody reads this.
 *
 * @param result its result, which names its place
 * @param source where it lay when it was picked up
 * @param keywords the files with its keywords, none when it has and gets none
 * @param auditLength bytes of the audit log at that time: a line about this move can only stand behind them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Intent(
        FileResult result,
        String source,

        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        List<Companion> keywords,

        long auditLength) {

    public Intent(FileResult result, String source, @Nullable List<Companion> keywords, long auditLength) {
        this.result = result;
        this.source = source;
        this.keywords = keywords == null ? List.of() : List.copyOf(keywords);
        this.auditLength = auditLength;
    }

    /**
     * A file that goes with another.
     *
     * @param source where it lay, null when it is new
     * @param sha256 hash of what lay there, null when it is new
     * @param place where it goes
     * @param written hash of what is written there, null in a note of an earlier version
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Companion(
            @Nullable String source,
            @Nullable String sha256,
            String place,
            @Nullable String written) {

        /** Whether something of this hash is what was written, or was copied as it was. */
        boolean wrote(String found) {
            return found.equals(written) || found.equals(sha256);
        }
    }
}
