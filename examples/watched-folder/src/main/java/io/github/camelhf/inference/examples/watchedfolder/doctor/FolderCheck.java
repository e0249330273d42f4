package io.github.camelhf.inference.examples.watchedfolder.doctor;

import io.github.camelhf.inference.examples.watchedfolder.audit.AuditLog;
import io.github.camelhf.inference.examples.watchedfolder.files.Boundary;
import io.github.camelhf.inference.examples.watchedfolder.files.FileSystemCalls;
import io.github.camelhf.inference.examples.watchedfolder.files.UnsafePathException;
import io.github.camelhf.inference.examples.watchedfolder.journal.Bookkeeping;
import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tries what a run does with files: makes one in the inbox and moves it in one step to the places for results. Its name
 * begins with a dot, so that no run that is under way takes it.
 */
public final class FolderCheck {

    private static final String SUBJECT = "folder";
    private static final String MOVE = "move";
    private static final String DISK = "disk";
    private static final List<String> OWN = Stream.concat(
                    Stream.of("lock", "open", "drafts", "answers", "set-aside")
                            .map(name -> Bookkeeping.NAME + "/" + name),
                    Stream.of(AuditLog.NAME))
            .toList();
    private static final Duration MOMENT = Duration.ofMinutes(1);
    private static final long MEGABYTE = 1024 * 1024;

    private final Path inbox;
    private final Path results;
    private final List<String> places;
    private final long leastBytes;
    private final FileSystemCalls calls;

    /**
     * @param inbox the folder to take files from
     * @param results the folder that holds the places
     * @param places folders below it, which need not be there yet
     * @param leastBytes free space below which a run is likely to fail
     */
    public FolderCheck(Path inbox, Path results, List<String> places, long leastBytes) {
        this(inbox, results, places, leastBytes, FileSystemCalls.OF_THE_SYSTEM);
    }

    FolderCheck(Path inbox, Path results, List<String> places, long leastBytes, FileSystemCalls calls) {
        this.calls = calls;
        this.inbox = inbox;
        this.results = results;
        this.places = places;
        this.leastBytes = leastBytes;
    }

    /** Permissions, moves, free space, and moves that an earlier run left open, if any; only the first when that already fails. */
    public List<Finding> findings() {
        if (!Files.isDirectory(inbox)) {
            return List.of(Finding.problem(
                    SUBJECT, inbox + " is " + (Files.exists(inbox) ? "no folder" : "not there"), "check --dir"));
        }
        Path trial;
        try {
            trial = Files.createTempFile(inbox, ".watched-folder-doctor-", ".tmp");
        } catch (IOException e) {
            return List.of(Finding.problem(
                    SUBJECT,
                    "no file can be made in " + inbox + " (" + why(e) + ")",
                    "give the user " + System.getProperty("user.name") + " the right to read and write there"));
        }
        try {
            List<Finding> findings = new ArrayList<>();
            findings.add(Finding.ok(SUBJECT, inbox + " can be read and written"));
            findings.addAll(links());
            findings.addAll(notWritable());
            if (findings.size() == 1) {
                findings.add(moves(trial));
            }
            if (findings.stream().allMatch(Finding::isOk)) {
                // Files move between the two, so they are of one file system.
                findings.addAll(new AbilityCheck(results, places, calls).findings(trial));
            }
            findings.add(space());
            openMoves().ifPresent(findings::add);
            return findings;
        } finally {
            delete(trial);
        }
    }

    /** What a run would refuse to follow. */
    private List<Finding> links() {
        Boundary boundary = new Boundary(results);
        List<Finding> links = new ArrayList<>();
        for (String name : Stream.concat(OWN.stream(), places.stream()).toList()) {
            try {
                boundary.requireNoLink(results.resolve(name));
            } catch (UnsafePathException e) {
                links.add(Finding.problem(SUBJECT, e.finding(), e.remedy()));
            }
        }
        return links.stream().distinct().toList();
    }

    /** What an earlier run wrote and a run goes on writing, as when somebody once ran it as another user. */
    private List<Finding> notWritable() {
        return OWN.stream()
                .map(results::resolve)
                .filter(file -> Boundary.exists(file) && !Files.isSymbolicLink(file) && !Files.isWritable(file))
                .map(file -> Finding.problem(
                        SUBJECT,
                        file + " cannot be written",
                        "give the user " + System.getProperty("user.name")
                                + " the right to; an earlier run as another user may have made it"))
                .toList();
    }

    private Finding moves(Path trial) {
        int tried = 0;
        for (Path target : targets()) {
            Path moved = target.resolve(trial.getFileName());
            try {
                if (!moved.equals(trial)) {
                    Files.move(trial, moved, StandardCopyOption.ATOMIC_MOVE);
                    Files.move(moved, trial, StandardCopyOption.ATOMIC_MOVE);
                }
                tried++;
            } catch (AtomicMoveNotSupportedException e) {
                return Finding.problem(
                        MOVE,
                        target + " lies on another file system than " + inbox,
                        "a file can only be moved in one step within one file system: put both on the same");
            } catch (IOException e) {
                delete(moved);
                return Finding.problem(
                        MOVE,
                        "no file can be moved from " + inbox + " to " + target + " (" + why(e) + ")",
                        Files.isDirectory(target) ? "give the right to write there" : "move away what has that name");
            }
        }
        return Finding.ok(MOVE, "files move in one step, tried with " + tried + (tried == 1 ? " folder" : " folders"));
    }

    /** The places that are there; the folder of results stands for those that are not. */
    private List<Path> targets() {
        List<Path> targets = new ArrayList<>(List.of(results));
        places.stream().map(results::resolve).filter(Boundary::exists).forEach(targets::add);
        return targets;
    }

    private Finding space() {
        try {
            FileStore store = Files.getFileStore(results);
            long free = store.getUsableSpace();
            String text = String.format(Locale.ROOT, "%,d MB free", free / MEGABYTE);
            return free >= leastBytes
                    ? Finding.ok(DISK, text)
                    : Finding.problem(
                            DISK,
                            text + " on " + store.name(),
                            "results need little, but not nothing: free " + leastBytes / MEGABYTE + " MB or more");
        } catch (IOException e) {
            return Finding.problem(DISK, "the free space is not known (" + why(e) + ")", "check the disk");
        }
    }

    /** Notes of moves that nobody settled. A run under way settles each of its own within moments. */
    private Optional<Finding> openMoves() {
        Path notes = Bookkeeping.of(results).resolve("open");
        // One that lies ahead was written before the clock was set back.
        File[] old = notes.toFile().listFiles(note -> isOld(note.lastModified()));
        return old == null || old.length == 0
                ? Optional.empty()
                : Optional.of(Finding.problem(
                        "open moves",
                        old.length + " that an earlier run began are neither finished nor taken back",
                        "start a run, which settles them; its notes say what it cannot settle. They lie in " + notes));
    }

    private static boolean isOld(long modified) {
        // 0: it was settled after it was listed.
        return modified != 0 && Math.abs(System.currentTimeMillis() - modified) > MOMENT.toMillis();
    }

    /** Most of these exceptions hold nothing but the name of the file. */
    static String why(IOException failure) {
        return failure instanceof AccessDeniedException
                ? "access denied"
                : failure.getClass().getSimpleName().replace("Exception", "");
    }

    private static void delete(Path file) {
        file.toFile().delete();
    }
}
