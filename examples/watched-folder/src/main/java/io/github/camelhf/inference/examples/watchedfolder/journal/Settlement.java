package io.github.camelhf.inference.examples.watchedfolder.journal;

import io.github.camelhf.inference.examples.watchedfolder.audit.AuditLog;
import io.github.camelhf.inference.examples.watchedfolder.audit.FileResult;
import io.github.camelhf.inference.examples.watchedfolder.audit.Sidecar;
import io.github.camelhf.inference.examples.watchedfolder.files.Boundary;
import io.github.camelhf.inference.examples.watchedfolder.files.FailureText;
import io.github.camelhf.inference.examples.watchedfolder.files.FileSystemCalls;
import io.github.camelhf.inference.examples.watchedfolder.xmp.Neighbours;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Brings one move to one of its two ends: all of it is done, or nothing. Both may be done twice without harm. */
final class Settlement {

    private final Path results;
    private final Boundary boundary;
    private final Drafts drafts;
    private final AuditLog audit;
    private final FileSystemCalls calls;
    private final Consumer<String> warned;

    /** @param warned hears of what stays although it should be gone */
    Settlement(Path results, Drafts drafts, AuditLog audit, FileSystemCalls calls, Consumer<String> warned) {
        this.calls = calls;
        this.warned = warned;
        this.results = results;
        this.boundary = new Boundary(results);
        this.drafts = drafts;
        this.audit = audit;
    }

    /**
     * Finishes a move whose file lies in its place, else takes back what was begun of it. Where the file is gone from both
     * ends somebody took it, most likely out of its place: the decision gets its line, and nothing is removed.
     *
     * @param logged whether its line stands in the audit log already
     * @return whether the file lies in its place
     */
    boolean settle(Intent intent, boolean logged) throws IOException {
        Path place = results.resolve(intent.result().place());
        Path source = results.resolve(intent.source());
        boundary.requireNoLinkTo(place);
        boundary.requireNoLinkTo(source);
        if (!Boundary.exists(place) && !Boundary.exists(source)) {
            if (!logged) {
                audit.append(intent.result());
            }
            return false;
        }
        if (!isMoved(intent)) {
            takeBack(intent);
            return false;
        }
        Path sidecar = Sidecar.of(place);
        if (!Boundary.exists(sidecar)) {
            drafts.write(sidecar, Sidecar.content(intent.result()));
        }
        // First: it must not depend on what somebody else may forbid.
        if (!logged) {
            audit.append(intent.result());
        }
        for (Intent.Companion keywords : intent.keywords()) {
            removeKeywordsOfTheSource(intent, keywords);
        }
        removeResultOfTheSource(intent);
        return true;
    }

    /** A file that is copied beside its picture already. Tried once: the move is done. */
    private void remove(Path copied) {
        try {
            calls.delete(copied);
        } catch (IOException e) {
            warned.accept(copied + " went along with its picture and cannot be removed here (" + FailureText.of(e)
                    + "); remove it, or it goes along with the next picture of that name, too");
        }
    }

    /** Both may be there: a new file of the same name came, or, at the place, one that is none of ours. */
    private boolean isMoved(Intent intent) throws IOException {
        FileResult result = intent.result();
        Path place = results.resolve(result.place());
        if (!Boundary.isFile(place)) {
            return false;
        }
        return !Boundary.exists(results.resolve(intent.source()))
                || FileHash.sha256(place).equals(result.sha256());
    }

    private void takeBack(Intent intent) throws IOException {
        Path sidecar = Sidecar.of(results.resolve(intent.result().place()));
        if (isResultOf(sidecar, intent)) {
            calls.delete(sidecar);
        }
        for (Intent.Companion keywords : intent.keywords()) {
            takeBack(keywords);
        }
    }

    /** Only what was written: a note says what anybody who can write to its folder wants it to say. */
    private void takeBack(Intent.Companion keywords) throws IOException {
        Path file = results.resolve(keywords.place());
        // A name that the file system cannot have, such as one that is too long, is no reason to fail: nothing is
        // there.
        if (Boundary.isFile(file) && keywords.wrote(FileHash.sha256(file))) {
            calls.delete(file);
        }
    }

    private static boolean isResultOf(Path sidecar, Intent intent) {
        return Sidecar.read(sidecar)
                .filter(result -> result.sha256().equals(intent.result().sha256()))
                .isPresent();
    }

    /**
     * Unless another picture of the inbox shares it: {@code a.xmp} belongs to {@code a.jpg} as well as to {@code a.png}. A new
     * picture of the old name is no such other: what went with the old one is not its own, unless it has changed since.
     */
    private void removeKeywordsOfTheSource(Intent intent, Intent.Companion keywords) throws IOException {
        if (keywords.source() == null) {
            return;
        }
        Path own = results.resolve(keywords.source());
        Path source = results.resolve(intent.source());
        if (Boundary.isFile(own) && FileHash.sha256(own).equals(keywords.sha256()) && !isShared(own, source)) {
            remove(own);
        }
    }

    /** A picture that was moved back with its result beside it has a new one now. */
    private void removeResultOfTheSource(Intent intent) {
        Path old = Sidecar.of(results.resolve(intent.source()));
        if (isResultOf(old, intent)) {
            remove(old);
        }
    }

    private static boolean isShared(Path keywords, Path source) throws IOException {
        String stem = withoutExtension(keywords);
        if (stem.equals(source.getFileName().toString())) {
            // a.jpg.xmp belongs to a.jpg alone.
            return false;
        }
        try (DirectoryStream<Path> others = Files.newDirectoryStream(
                keywords.getParent(),
                other -> withoutExtension(other).equals(stem)
                        && !other.equals(keywords)
                        && !other.equals(source)
                        && !Neighbours.isOne(other.getFileName().toString())
                        && Boundary.isFile(other))) {
            return others.iterator().hasNext();
        }
    }

    private static String withoutExtension(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
