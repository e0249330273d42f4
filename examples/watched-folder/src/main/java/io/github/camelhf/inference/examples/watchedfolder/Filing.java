package io.github.camelhf.inference.examples.watchedfolder;

import io.github.camelhf.inference.examples.watchedfolder.audit.FileResult;
import io.github.camelhf.inference.examples.watchedfolder.audit.Sidecar;
import io.github.camelhf.inference.examples.watchedfolder.files.Boundary;
import io.github.camelhf.inference.examples.watchedfolder.journal.Drafts;
import io.github.camelhf.inference.examples.watchedfolder.journal.FileHash;
import io.github.camelhf.inference.examples.watchedfolder.journal.Intent;
import io.github.camelhf.inference.examples.watchedfolder.journal.Journal;
import io.github.camelhf.inference.examples.watchedfolder.xmp.Keywords;
import io.github.camelhf.inference.examples.watchedfolder.xmp.Neighbours;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * Last step of the route: chooses a free name in the folder that the route decided on, notes the move in the journal and writes
 * sidecar and keywords there. The file consumer then moves the file beside them, so a file that lies in its place always has its
 * sidecar; {@link Turnover} settles the note.
 */
final class Filing implements Processor {

    /** In: the folder below the root, such as {@code sorted/brick-wall}, or {@code failed}, to which the reason is added. */
    static final String FOLDER = "WatchedFolderFolder";
    /** In: calls so far, if more than one; Camel's own counter is gone when the attempts are used up. */
    static final String ATTEMPTS = "WatchedFolderAttempts";
    /** Out: where the file shall go, as an absolute path. */
    static final String PLACE = "WatchedFolderPlace";
    /** Out: the {@link Filed} file. */
    static final String FILED = "WatchedFolderFiled";

    private final Places places;
    private final @Nullable Journal journal;
    private final Drafts drafts;
    private final Inbox inbox;
    private final FileTimes times;
    private final String model;
    private final boolean keywords;

    /**
     * @param journal null when nothing shall be moved or written
     * @param inbox knows whether a file may still grow
     * @param model who was asked, where the answer does not say
     * @param keywords whether to write them for sorted files
     */
    Filing(
            Places places,
            @Nullable Journal journal,
            Drafts drafts,
            Inbox inbox,
            FileTimes times,
            String model,
            boolean keywords) {
        this.places = places;
        this.journal = journal;
        this.drafts = drafts;
        this.inbox = inbox;
        this.times = times;
        this.model = model;
        this.keywords = keywords;
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        Findings findings = new Findings(exchange);
        PickedUp file = findings.file();
        file.requireUnchanged();
        findings.requireFinished(inbox::mayGrow);
        if (journal != null) {
            journal.settleEarlier(file.path()).forEach(places::release);
        }
        places.leaves(file.path());
        KeywordsFile own = KeywordsFile.of(file.path(), other -> Boundary.isFile(other) || places.isLeaving(other));
        Path place = places.reserve(findings.folder(), file.path().getFileName().toString(), own::allBeside);
        try {
            FileResult result = findings.result(places.relative(place), model);
            Filed filed = journal == null
                    ? new Filed(result, place, null, null, List.of())
                    : write(journal, result, file, place, own);
            exchange.setProperty(FILED, filed);
            exchange.setProperty(PLACE, place.toString());
        } catch (IOException | RuntimeException | Error e) {
            if (journal == null || !journal.openPlaces().contains(place)) {
                places.release(place);
            }
            throw e;
        }
    }

    private Filed write(Journal moves, FileResult result, PickedUp file, Path place, KeywordsFile own)
            throws IOException {
        Map<Path, KeywordsFile.Content> contents = new LinkedHashMap<>();
        List<Intent.Companion> companions = new ArrayList<>();
        for (KeywordsFile each : own.all()) {
            KeywordsFile.@Nullable Content content = each.content(result, keywords && each.equals(own));
            if (content != null) {
                Path beside = each.beside(place);
                contents.put(beside, content);
                companions.add(new Intent.Companion(
                        each.existing() == null ? null : moves.relative(each.existing()),
                        content.read(),
                        moves.relative(beside),
                        FileHash.sha256(content.bytes())));
            }
        }
        Intent intent = new Intent(result, moves.relative(file.path()), companions, moves.auditLength());
        Path note = moves.note(intent);
        try {
            drafts.write(Sidecar.of(place), Sidecar.content(result));
            for (Map.Entry<Path, KeywordsFile.Content> beside : contents.entrySet()) {
                write(beside.getKey(), beside.getValue());
            }
        } catch (IOException | RuntimeException | Error e) {
            try {
                moves.settle(note, intent);
            } catch (IOException open) {
                e.addSuppressed(open);
            }
            throw e;
        }
        return new Filed(result, place, note, intent, warnings(file.path(), contents.values()));
    }

    private static List<String> warnings(Path picture, Collection<KeywordsFile.Content> contents) {
        Stream<String> links = Keywords.links(picture).stream()
                .map(link -> link.getFileName() + " is a link, and only files go along with their picture: it stays");
        // A result that came back with its picture is dropped with the move; anything else is somebody's.
        Stream<String> takeout = Neighbours.takeout(picture).stream()
                .filter(file -> Sidecar.read(file).isEmpty())
                .map(file -> file.getFileName() + " is no result of this program and stays in the inbox");
        Stream<String> others =
                contents.stream().map(KeywordsFile.Content::warning).flatMap(Stream::ofNullable);
        return Stream.of(links, takeout, others).flatMap(each -> each).toList();
    }

    private void write(Path beside, KeywordsFile.Content content) throws IOException {
        drafts.write(beside, content.bytes());
        if (content.modified() != null) {
            times.set(beside, content.modified());
        }
    }

    /**
     * A file that is ready to be moved.
     *
     * @param note of the journal, null in a dry run, as is the intent
     * @param warnings what a person should know although the file is filed
     */
    record Filed(
            FileResult result,
            Path place,
            @Nullable Path note,
            @Nullable Intent intent,
            List<String> warnings) {}
}
