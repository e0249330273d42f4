package io.github.camelhf.inference.examples.watchedfolder.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.github.camelhf.inference.examples.watchedfolder.audit.Sidecar;
import io.github.camelhf.inference.examples.watchedfolder.files.Boundary;
import io.github.camelhf.inference.examples.watchedfolder.files.BoundedFile;
import io.github.camelhf.inference.examples.watchedfolder.files.TooLargeException;
import io.github.camelhf.inference.examples.watchedfolder.files.UnsafePathException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * The folder of notes. It believes in none that it finds: what is no note of this program, or names anything but a picture on its way to
 * a place and the files beside it, is set aside, never obeyed and never deleted. Thread-safe.
 */
final class Notes {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ObjectReader READER = MAPPER.readerFor(Intent.class);

    /** Some kilobytes; with a score for each of many labels more. */
    private static final int MOST_BYTES = 8 * 1024 * 1024;

    private final Path results;
    private final Path folder;
    private final Path aside;
    private final Boundary boundary;
    private final Drafts drafts;
    private final AtomicLong names = new AtomicLong();
    private final Queue<String> setAside = new ConcurrentLinkedQueue<>();

    Notes(Path results, Drafts drafts) {
        this.results = results;
        this.folder = Bookkeeping.of(results).resolve("open");
        this.aside = Bookkeeping.of(results).resolve("set-aside");
        this.boundary = new Boundary(results);
        this.drafts = drafts;
    }

    /** Whatever lies in the folder. */
    List<Path> list() throws IOException {
        boundary.requireNoLink(folder);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    /** Makes a note. */
    Path write(Intent intent) throws IOException {
        Path note = free();
        drafts.write(note, MAPPER.writeValueAsBytes(intent));
        return note;
    }

    /** Numbers begin anew with each process, and notes of an earlier one may still be there. */
    private Path free() {
        Path note;
        do {
            note = folder.resolve(names.incrementAndGet() + ".json");
        } while (Boundary.exists(note));
        return note;
    }

    /**
     * Reads a note.
     *
     * @return nothing when it is none of this program's, and is set aside
     * @throws IOException when that cannot be found out now
     */
    Optional<Intent> read(Path note) throws IOException {
        String fault;
        try {
            Intent intent = READER.readValue(BoundedFile.read(note, MOST_BYTES));
            fault = intent == null ? "it is empty" : fault(intent);
            if (fault.isEmpty()) {
                return Optional.of(intent);
            }
        } catch (JsonProcessingException e) {
            // Appears whole or not at all, so this one was damaged since, or is of another version.
            fault = "it has another form";
        } catch (UnsafePathException | TooLargeException e) {
            fault = "it is no small file";
        }
        setAside(note, fault);
        return Optional.empty();
    }

    /** What is wrong with it; empty when nothing is. */
    private String fault(Intent intent) {
        if (intent.result() == null || intent.source() == null || intent.auditLength() < 0) {
            return "it has another form";
        }
        if (!Sidecar.isWhole(intent.result())) {
            return "it holds no whole result";
        }
        try {
            Path place = boundary.inside(intent.result().place());
            Path source = boundary.inside(intent.source());
            if (!Bookkeeping.isPlace(results.relativize(place)) || !Bookkeeping.isSource(results.relativize(source))) {
                return "it names other folders than those of pictures";
            }
            for (Intent.Companion companion : intent.keywords()) {
                boolean own = companion.place() != null
                        && Companions.isBeside(boundary.inside(companion.place()), place)
                        && (companion.source() == null
                                || Companions.isBeside(boundary.inside(companion.source()), source));
                if (!own) {
                    return "it names other files than those beside its picture";
                }
            }
            return "";
        } catch (UnsafePathException e) {
            return e.finding();
        }
    }

    private void setAside(Path note, String fault) throws IOException {
        boundary.makeFolder(aside);
        Path kept = aside.resolve(note.getFileName());
        for (int number = 2; Boundary.exists(kept); number++) {
            kept = aside.resolve(number + "-" + note.getFileName());
        }
        Files.move(note, kept);
        setAside.add(results.relativize(note) + " is no note of this program: " + fault + ". It was set aside as "
                + results.relativize(kept) + ", and nothing was done about it");
    }

    /** A sentence about each that was set aside. */
    List<String> setAside() {
        return List.copyOf(setAside);
    }
}
