package io.github.camelhf.inference.examples.watchedfolder;

import io.github.camelhf.inference.HfInferenceComponent;
import io.github.camelhf.inference.examples.watchedfolder.answers.Answers;
import io.github.camelhf.inference.examples.watchedfolder.answers.Question;
import io.github.camelhf.inference.examples.watchedfolder.decision.Decider;
import io.github.camelhf.inference.examples.watchedfolder.decision.Label;
import io.github.camelhf.inference.examples.watchedfolder.files.FailureText;
import io.github.camelhf.inference.examples.watchedfolder.files.FileSystemCalls;
import io.github.camelhf.inference.examples.watchedfolder.journal.Drafts;
import io.github.camelhf.inference.examples.watchedfolder.journal.FolderLock;
import io.github.camelhf.inference.examples.watchedfolder.journal.Journal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Registry;
import org.jspecify.annotations.Nullable;

/** The running route with what it needs: placeholders, beans and the component's server. */
final class WatchedFolder implements AutoCloseable {

    /** For the answers under way. What waits for another attempt is not waited for: it stays in the inbox. */
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(30);

    /** For the steps behind the last answer. */
    private static final long LAST_STEPS_SECONDS = 2;

    private final CamelContext camel = new DefaultCamelContext();
    private final FolderLock lock;
    private final @Nullable Journal journal;
    private final Turnover turnover;
    private final RunListener listener;
    private final HfInferenceComponent component;

    /**
     * Takes the folder and settles what an earlier run left open in it; the listener hears of what cannot be settled.
     *
     * @throws IOException when another run is at work there, or its bookkeeping cannot be written
     */
    WatchedFolder(Settings settings, RunListener listener) throws IOException {
        this(settings, listener, FileSystemCalls.OF_THE_SYSTEM);
    }

    /** The same where the file system may refuse something. */
    WatchedFolder(Settings settings, RunListener listener, FileSystemCalls calls) throws IOException {
        this.listener = listener;
        Path results = settings.results();
        Drafts drafts = new Drafts(results);
        lock = FolderLock.take(results, calls);
        lock.warning().ifPresent(listener::warned);
        int longestName;
        try {
            longestName = longestName(settings, drafts, calls);
            journal = settings.mode().dryRun() ? null : new Journal(results, drafts, calls, listener::warned);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
        if (journal != null) {
            journal.unsettled().forEach(listener::warned);
        }
        Clock steady = new SteadyClock();
        Inbox inbox = new Inbox(
                settings.folders().ignored(),
                settings.settle(),
                settings.pause(),
                Clock.systemUTC(),
                steady,
                listener::left);
        Places places = new Places(results, journal != null, longestName);
        if (journal != null) {
            journal.openPlaces().forEach(places::hold);
        }
        Refusals refusals = new Refusals(settings.pause(), steady, listener::refused);
        turnover = new Turnover(
                () -> Files.isDirectory(settings.inbox()) && lock.isInPlace(),
                inbox,
                refusals,
                places,
                journal,
                listener,
                settings.calls().fewFiles());
        String server = settings.server().name();
        Answers answers = new Answers(
                results,
                drafts,
                new Question(server, settings.server().api(), settings.rules().prompts()),
                settings.mode().askAgain());

        Registry registry = camel.getRegistry();
        registry.bind("inbox", inbox);
        registry.bind("turnover", turnover);
        registry.bind("recall", new Recall(answers, refusals));
        registry.bind("prompts", settings.rules().prompts());
        registry.bind("keep", new GuardedStep(new Keep(answers, server, listener::warned)));
        registry.bind("decide", new GuardedStep(new Decide(new Decider(settings.rules()))));
        registry.bind(
                "filing",
                new GuardedStep(new Filing(
                        places,
                        journal,
                        drafts,
                        inbox,
                        new FileTimes(calls, listener::warned),
                        server,
                        settings.mode().xmp())));
        camel.getPropertiesComponent().setInitialProperties(settings.placeholders());
        component = camel.getComponent("hf-inference", HfInferenceComponent.class);
        settings.server().configure(component.getConfiguration());
        camel.getManagementStrategy().addEventNotifier(turnover);
        camel.getShutdownStrategy().setTimeout(LAST_STEPS_SECONDS);
    }

    private static int longestName(Settings settings, Drafts drafts, FileSystemCalls calls) throws IOException {
        int longest = drafts.longestName(calls);
        for (Label label : settings.rules().labels()) {
            int bytes = label.folder().getBytes(StandardCharsets.UTF_8).length;
            if (bytes > longest) {
                throw new IOException("the label " + label.name() + " makes the name of a folder of " + bytes
                        + " bytes, and the file system of " + settings.results() + " takes " + longest
                        + "; give it a shorter name, and its words with --prompt");
            }
        }
        return longest;
    }

    /** Starts with the Java route. */
    void start() throws Exception {
        camel.addRoutes(new WatchedFolderRoute());
        camel.start();
    }

    CamelContext camel() {
        return camel;
    }

    /** Files that left the route so far. */
    long ended() {
        return turnover.ended();
    }

    /** Takes no further file, lets those in flight end, and leaves no move half done. */
    @Override
    public void close() throws IOException {
        try (lock) {
            turnover.takeNoMore();
            try {
                turnover.calls().awaitNone(LAST_ANSWERS, () -> component.getInFlight() > 0);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            camel.stop();
            if (journal != null) {
                settle(journal);
            }
        }
    }

    /** What goes wrong here is told, not thrown: the summary of the run is still to come. */
    private void settle(Journal moves) {
        try (moves) {
            moves.settleAll();
        } catch (IOException e) {
            listener.warned("not every move could be settled, the next start tries again: " + FailureText.of(e));
        }
        moves.unsettled().forEach(listener::warned);
    }
}
