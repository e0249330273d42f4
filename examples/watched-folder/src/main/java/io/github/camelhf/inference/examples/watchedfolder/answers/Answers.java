package io.github.camelhf.inference.examples.watchedfolder.answers;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.github.camelhf.inference.examples.watchedfolder.files.Boundary;
import io.github.camelhf.inference.examples.watchedfolder.files.BoundedFile;
import io.github.camelhf.inference.examples.watchedfolder.journal.Bookkeeping;
import io.github.camelhf.inference.examples.watchedfolder.journal.Drafts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The kept answers to one question, a file for each content: {@code answers/<question>/<2 digits>/<SHA-256>.json} in the
 * bookkeeping folder. Thread-safe.
 */
public final class Answers {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ObjectReader READER = MAPPER.readerFor(KeptAnswer.class);

    /** With a score for each of very many texts. */
    private static final int MOST_BYTES = 16 * 1024 * 1024;

    private final Boundary boundary;
    private final Path folder;
    private final Drafts drafts;
    /** Hashes of what was kept here; null when all that lies in the folder counts. */
    private final @Nullable Set<String> ofThisRun;

    /**
     * @param results the folder that holds {@code sorted}, {@code review} and {@code failed}
     * @param askAgain whether only answers count that are kept from now on
     */
    public Answers(Path results, Drafts drafts, Question question, boolean askAgain) {
        this.boundary = new Boundary(results);
        this.ofThisRun = askAgain ? ConcurrentHashMap.newKeySet() : null;
        this.folder = Bookkeeping.of(results).resolve("answers").resolve(question.fingerprint());
        this.drafts = drafts;
    }

    /** The answer about a content; none also when its file is damaged, for another call brings it back. */
    public Optional<KeptAnswer> find(String sha256) {
        if (ofThisRun != null && !ofThisRun.contains(sha256)) {
            return Optional.empty();
        }
        try {
            Path place = place(sha256);
            boundary.requireNoLink(place);
            return Optional.of(READER.readValue(BoundedFile.read(place, MOST_BYTES)));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Keeps the answer about a content, in place of an earlier one. */
    public void keep(String sha256, KeptAnswer answer) throws IOException {
        drafts.write(place(sha256), MAPPER.writeValueAsBytes(answer));
        if (ofThisRun != null) {
            ofThisRun.add(sha256);
        }
    }

    private Path place(String sha256) {
        return folder.resolve(sha256.substring(0, 2)).resolve(sha256 + ".json");
    }
}
