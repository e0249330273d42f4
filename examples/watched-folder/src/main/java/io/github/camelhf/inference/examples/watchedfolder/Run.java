package io.github.camelhf.inference.examples.watchedfolder;

import io.github.camelhf.inference.emulator.InferenceEmulator;
import io.github.camelhf.inference.emulator.model.DemonstrationModel;
import io.github.camelhf.inference.examples.watchedfolder.audit.FileResult;
import io.github.camelhf.inference.examples.watchedfolder.progress.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** One run from the first file to the summary. */
final class Run implements RunListener {

    /** Longer than all attempts at one file take together, with the delays that a server may ask for. */
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(30);

    private static final int MOST_NOTES = 20;

    private static final int MOST_NAMES = 10;

    private final Settings settings;
    private final PrintWriter out;
    private final Progress progress;
    private final CompletableFuture<Ending> end;
    private final Report report = new Report();
    private final AtomicLong filed = new AtomicLong();
    /** Lets the demonstration's server forget the requests so far: it remembers them for tests, and a backlog is long. */
    private volatile Runnable forget = () -> {};

    private final Queue<String> warnings = new ConcurrentLinkedQueue<>();
    private final long begun = System.nanoTime();

    /** @param end completing it ends the run; what is in flight is finished */
    Run(Settings settings, PrintWriter out, Progress progress, CompletableFuture<Ending> end) {
        this.settings = settings;
        this.out = out;
        this.progress = progress;
        this.end = end;
    }

    /**
     * Works until the inbox is empty, or, when it watches, until somebody ends it.
     *
     * @return whether every file found its place
     */
    boolean toTheEnd() throws Exception {
        Ending ending;
        if (settings.server().isDemonstration()) {
            String token = UUID.randomUUID().toString();
            try (InferenceEmulator emulator =
                    InferenceEmulator.builder().token(token).start()) {
                forget = emulator::reset;
                ModelServer server = settings.server().emulator(emulator.url().toString(), token);
                ending = work(settings.asking(server));
            }
        } else {
            ending = work(settings);
        }
        progress.close();
        return print(ending);
    }

    private Ending work(Settings asked) throws Exception {
        try (WatchedFolder folder = new WatchedFolder(asked, this)) {
            folder.start();
            Ending ending = await(folder);
            if (ending == Ending.STOPPED) {
                out.println("Finishing the files in flight");
                out.flush();
            }
            return ending;
        }
    }

    private Ending await(WatchedFolder folder) throws InterruptedException, ExecutionException {
        while (true) {
            long before = folder.ended();
            try {
                return end.get(LONGEST_SILENCE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (!settings.watch() && folder.ended() == before) {
                    return Ending.STALLED;
                }
            }
        }
    }

    private boolean print(Ending ending) throws IOException {
        String table = report.table();
        if (!table.isEmpty() && !settings.watch()) {
            out.println(table);
            out.println();
        }
        out.println(report.summary(Duration.ofNanos(System.nanoTime() - begun), stillThere()));
        LeftFiles left = report.left();
        if (ending == Ending.DONE && stillThere() > 0) {
            left.addUntaken(settings.inbox(), settings.folders().ignored());
        }
        left.sentences().forEach(reason -> out.println("left in the inbox: " + Report.printable(reason)));
        if (Files.isDirectory(settings.inbox()) && !settings.mode().dryRun()) {
            List<String> beside = LeftFiles.withoutPicture(settings.inbox());
            if (!beside.isEmpty()) {
                warned("without a picture of theirs these stay in the inbox: "
                        + String.join(", ", beside.subList(0, Math.min(beside.size(), MOST_NAMES)))
                        + (beside.size() > MOST_NAMES ? " and " + (beside.size() - MOST_NAMES) + " more" : ""));
            }
        }
        List<String> notes = warnings.stream().distinct().toList();
        notes.stream().limit(MOST_NOTES).forEach(note -> out.println("note: " + Report.printable(note)));
        if (notes.size() > MOST_NOTES) {
            out.println("and " + (notes.size() - MOST_NOTES) + " more notes");
        }
        if (ending == Ending.STALLED) {
            out.println("gave up: no file was finished for " + LONGEST_SILENCE.toMinutes()
                    + " minutes; start again with --verbose, which shows what the files wait for");
        } else if (ending == Ending.REFUSED) {
            out.println("gave up: the server refuses every file; the doctor says what is wrong with the settings");
        } else if (ending == Ending.INBOX_GONE) {
            out.println("gave up: the folder " + Report.path(settings.inbox())
                    + " is not there any more; bring it back and start again");
        }
        if (settings.mode().dryRun()) {
            out.println(
                    "Nothing was moved or written beside the pictures. The answers are kept: a run without --dry-run"
                            + " asks for none of them again");
        } else {
            out.println("Look into " + Report.path(settings.results()) + ": sorted, review, failed");
        }
        if (settings.server().isDemonstration()) {
            out.println(DemonstrationModel.NOTICE);
        }
        out.flush();
        return left.isEmpty() && (ending == Ending.DONE || ending == Ending.STOPPED);
    }

    private long stillThere() throws IOException {
        return settings.mode().dryRun() || !Files.isDirectory(settings.inbox())
                ? 0
                : LeftFiles.count(settings.inbox(), settings.folders().ignored());
    }

    @Override
    public void filed(String name, FileResult result) {
        if (settings.mode().dryRun()) {
            out.println(Report.printable("would move " + name + " to " + result.place()));
        }
        if (filed.incrementAndGet() % 1000 == 0) {
            forget.run();
        }
        report.filed(name, result);
        progress.filed(name, result);
    }

    @Override
    public void left(String name, String reason) {
        report.left(name, reason);
        progress.left(name, reason);
    }

    @Override
    public void waiting(String reason) {
        progress.waiting(reason);
    }

    @Override
    public void warned(String warning) {
        // The first few are shown, and a backlog must not fill the memory.
        if (warnings.size() < 100) {
            warnings.add(warning);
        }
    }

    @Override
    public void refused() {
        if (settings.watch() && !settings.mode().dryRun()) {
            progress.waiting("the server refuses every file; the next is tried in a minute");
        } else {
            end.complete(Ending.REFUSED);
        }
    }

    @Override
    public void inboxGone() {
        end.complete(Ending.INBOX_GONE);
    }

    @Override
    public void idle() {
        if (!settings.watch()) {
            end.complete(Ending.DONE);
        }
    }
}
