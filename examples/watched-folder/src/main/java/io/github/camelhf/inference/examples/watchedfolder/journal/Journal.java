package io.github.camelhf.inference.examples.watchedfolder.journal;

import io.github.camelhf.inference.examples.watchedfolder.audit.AuditLog;
import io.github.camelhf.inference.examples.watchedfolder.audit.FileResult;
import io.github.camelhf.inference.examples.watchedfolder.files.FailureText;
import io.github.camelhf.inference.examples.watchedfolder.files.FileSystemCalls;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Write-ahead notes about the moves under way. Each move goes: note, sidecar, keywords, move of the file, line in the audit
 * log, note removed. Whatever the process was doing when it ended, the note and the place of the file tell the next one whether
 * to finish the rest or to take back what was begun. Thread-safe; meant for one process.
 *
 * <p>Nothing is forced to the disk: that covers a killed process, not a power cut.
 */
public final class Journal implements AutoCloseable {

    private final Path results;
    private final Notes notes;
    private final AuditLog audit;
    private final Settlement settlement;
    /** Notes that nobody has in hand, with the reason why they are still there. */
    private final Map<Path, String> unsettled = new ConcurrentHashMap<>();
    /** What those of them say that could be read. */
    private final Map<Path, Intent> open = new ConcurrentHashMap<>();

    /**
     * Opens the journal of a folder that nobody else works in, and settles what an earlier process left open. What cannot be
     * settled now stays for a later start and is among the {@link #unsettled()}: one file must not stop all others.
     *
     * @param results the folder that holds {@code sorted}, {@code review} and {@code failed}
     */
    public Journal(Path results, Drafts drafts) throws IOException {
        this(results, drafts, FileSystemCalls.OF_THE_SYSTEM, warning -> {});
    }

    /**
     * The same where the file system may refuse something.
     *
     * @param warned hears of what could not be removed although its move is done
     */
    public Journal(Path results, Drafts drafts, FileSystemCalls calls, Consumer<String> warned) throws IOException {
        this.results = results;
        this.notes = new Notes(results, drafts);
        this.audit = new AuditLog(results);
        this.settlement = new Settlement(results, drafts, audit, calls, warned);
        try {
            drafts.clear();
            notes.list().forEach(note -> unsettled.put(note, "an earlier run ended"));
            settleAll();
        } catch (IOException | RuntimeException e) {
            audit.close();
            throw e;
        }
    }

    /** A path as it stands in notes and results: relative to the folder of results, with {@code /} on every system. */
    public String relative(Path path) {
        return results.relativize(path).toString().replace(File.separatorChar, '/');
    }

    /** Bytes of the audit log, for {@link Intent#auditLength()}. */
    public long auditLength() {
        return audit.length();
    }

    /** Notes what is about to happen; only then may it begin. Returns the note, for {@link #settle}. */
    public Path note(Intent intent) throws IOException {
        return notes.write(intent);
    }

    /**
     * Finishes a move whose file lies in its place, else takes back what was begun of it, and removes its note.
     *
     * @return whether the file lies in its place
     * @throws IOException when that cannot be done now; the note stays for the next start
     */
    public boolean settle(Path note, Intent intent) throws IOException {
        try {
            boolean moved = settlement.settle(intent, false);
            Files.delete(note);
            return moved;
        } catch (IOException | RuntimeException e) {
            open.put(note, intent);
            unsettled.put(note, FailureText.of(e));
            throw e;
        }
    }

    /** The places of moves that are still open: whatever comes to lie there would be taken for what was to come there. */
    public List<Path> openPlaces() {
        return open.values().stream()
                .map(intent -> results.resolve(intent.result().place()))
                .toList();
    }

    /**
     * Settles what is open about a file that shall be moved now: two moves of one file would leave two lines.
     *
     * @return the places that it does not take any more
     * @throws IOException when that cannot be done now
     */
    public synchronized List<Path> settleEarlier(Path source) throws IOException {
        List<Path> places = new ArrayList<>();
        for (Map.Entry<Path, Intent> move : open.entrySet()) {
            Intent intent = move.getValue();
            if (!results.resolve(intent.source()).equals(source)) {
                continue;
            }
            settle(move.getKey(), intent, logged(List.of(intent)));
            if (unsettled.containsKey(move.getKey())) {
                throw new IOException("an earlier move of it is neither finished nor taken back: "
                        + unsettled.get(move.getKey()) + "; it stays until that can be done");
            }
            places.add(results.resolve(intent.result().place()));
        }
        return places;
    }

    /**
     * Tries again to settle what could not be settled before. Moves that are under way are left alone: they are settled by who
     * noted them, or by the next start.
     */
    public synchronized void settleAll() throws IOException {
        read();
        Set<String> logged = logged(open.values());
        open.forEach((note, intent) -> settle(note, intent, logged));
    }

    private void settle(Path note, Intent intent, Set<String> logged) {
        try {
            settlement.settle(intent, logged.contains(key(intent.result())));
            Files.delete(note);
            forget(note);
        } catch (IOException | RuntimeException e) {
            unsettled.put(note, FailureText.of(e));
        }
    }

    /** A sentence about each move that could be neither finished nor taken back so far, and each note that was set aside. */
    public List<String> unsettled() {
        Stream<String> stay = unsettled.entrySet().stream()
                .map(note -> "the move noted in " + relative(note.getKey())
                        + " stays open, the next start tries again: " + note.getValue());
        return Stream.concat(notes.setAside().stream(), stay).toList();
    }

    private void read() {
        for (Path note : List.copyOf(unsettled.keySet())) {
            try {
                Optional<Intent> intent = notes.read(note);
                intent.ifPresentOrElse(each -> open.put(note, each), () -> forget(note));
            } catch (IOException e) {
                unsettled.put(note, FailureText.of(e));
            }
        }
    }

    private void forget(Path note) {
        unsettled.remove(note);
        open.remove(note);
    }

    /** Which of them have their line already. Only what was written since the first note was made is read. */
    private Set<String> logged(Collection<Intent> intents) throws IOException {
        Set<String> logged = new HashSet<>();
        if (intents.isEmpty()) {
            return logged;
        }
        Set<String> wanted = new HashSet<>();
        intents.forEach(intent -> wanted.add(key(intent.result())));
        long from = intents.stream().mapToLong(Intent::auditLength).min().orElse(0);
        try (Stream<FileResult> lines = AuditLog.read(results, from)) {
            lines.map(Journal::key).filter(wanted::contains).forEach(logged::add);
        }
        return logged;
    }

    private static String key(FileResult result) {
        return result.finishedAt() + " " + result.sha256() + " " + result.place();
    }

    @Override
    public void close() throws IOException {
        audit.close();
    }
}
