package io.github.camelhf.inference.examples.watchedfolder.progress;

import io.github.camelhf.inference.examples.watchedfolder.audit.FileResult;

/**
 * What became of the files so far.
 *
 * @param sorted accepted ones
 * @param review for a person to look at
 * @param failed no pictures, or not taken by the server
 * @param left tried in vain and still in the inbox
 * @param total all files of the run
 */
record Tally(long sorted, long review, long failed, long left, long total) {

    static Tally of(long total) {
        return new Tally(0, 0, 0, 0, total);
    }

    /** One file more; the total grows with files that came later. */
    Tally filed(FileResult result) {
        Tally more = switch (result.decision()) {
            case FileResult.FAILED -> new Tally(sorted, review, failed + 1, left, total);
            case FileResult.REVIEW -> new Tally(sorted, review + 1, failed, left, total);
            default -> new Tally(sorted + 1, review, failed, left, total);
        };
        return more.fitted();
    }

    /** One file more that stayed. */
    Tally oneLeft() {
        return new Tally(sorted, review, failed, left + 1, total).fitted();
    }

    long done() {
        return sorted + review + failed + left;
    }

    /** Not tried yet, or under way. */
    long waiting() {
        return total - done();
    }

    private Tally fitted() {
        return new Tally(sorted, review, failed, left, Math.max(total, done()));
    }
}
