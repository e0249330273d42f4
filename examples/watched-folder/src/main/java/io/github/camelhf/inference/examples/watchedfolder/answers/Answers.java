package io.github.camelhf.inference.examples.watchedfolder.answers;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.github.camelhf.inference.examples.watchedfolder.journal.Bookkeeping;
import io.github.camelhf.inference.examples.watchedfolder.journal.Drafts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The kept answers to one question, a file for each content: {@code answers/<question>/<2 digits>/<SHA-256>.json} in the
 * bookkeeping folder. Thread-safe.
 */
public final class Answers {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ObjectReader READER = MAPPER.readerFor(KeptAnswer.class);

    private final Path folder;
    private final Drafts drafts;

    /** @param results the folder that holds {@code sorted}, {@code review} and {@code failed} */
    public Answers(Path results, Drafts drafts, Question question) {
        this.folder = Bookkeeping.of(results).resolve("answers").resolve(question.fingerprint());
        this.drafts = drafts;
    }

    /** The answer about a content; none also when its file is damaged, for another call brings it back. */
    public Optional<KeptAnswer> find(String sha256) {
        try {
            return Optional.of(READER.readValue(Files.readAllBytes(place(sha256))));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Keeps the answer about a content, in place of an earlier one. */
    public void keep(String sha256, KeptAnswer answer) throws IOException {
        drafts.write(place(sha256), MAPPER.writeValueAsBytes(answer));
    }

    private Path place(String sha256) {
        return folder.resolve(sha256.substring(0, 2)).resolve(sha256 + ".json");
    }
}
