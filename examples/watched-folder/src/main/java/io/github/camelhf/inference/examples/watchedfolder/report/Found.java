package io.github.camelhf.inference.examples.watchedfolder.report;

import io.github.camelhf.inference.examples.watchedfolder.audit.FileResult;
import io.github.camelhf.inference.examples.watchedfolder.files.Boundary;
import io.github.camelhf.inference.examples.watchedfolder.files.UnsafePathException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What is found today where a file was put.
 *
 * @param picture the file, null when it is gone or another one lies there
 * @param state as the page knows it
 */
record Found(@Nullable Path picture, State state) {

    /** With the number by which the page's script knows it. */
    enum State {
        THERE(0),
        GONE(1),
        CHANGED(2);

        private final int number;

        State(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }
    }

    /** A place outside the folder of results, or behind a link, is taken for gone: it is none that a run wrote. */
    static Found of(Path results, FileResult result) throws IOException {
        Path picture;
        try {
            Boundary boundary = new Boundary(results);
            picture = boundary.inside(result.place());
            boundary.requireNoLink(picture);
        } catch (UnsafePathException e) {
            return new Found(null, State.GONE);
        }
        if (!Boundary.isFile(picture)) {
            return new Found(null, State.GONE);
        }
        return Files.size(picture) == result.bytes() ? new Found(picture, State.THERE) : new Found(null, State.CHANGED);
    }

    void ifThere(PictureVisitor visitor) throws IOException {
        if (picture != null) {
            visitor.visit(picture);
        }
    }

    /** What is done with it. */
    @FunctionalInterface
    interface PictureVisitor {
        void visit(Path picture) throws IOException;
    }
}
