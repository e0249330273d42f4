package io.github.camelhf.inference.examples.watchedfolder;

import io.github.camelhf.inference.examples.watchedfolder.journal.FileHash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * An inbox as it comes: of each 100 files 5 cannot be read, 5 are copies of others and 4 have an XMP file that a person wrote; 3 come
 * later, under names that were there before.
 */
final class MixedFiles {

    static final String DAMAGED_XMP = "<x:xmpmeta";

    private static final Instant FIRST = Instant.parse("2020-01-01T00:00:00Z");

    private final Path inbox;
    private final int hundreds;
    private final List<String> written = new ArrayList<>();
    private final Deque<Later> later = new ArrayDeque<>();
    private int next;

    MixedFiles(Path inbox, int hundreds) {
        this.inbox = inbox;
        this.hundreds = hundreds;
    }

    Path inbox() {
        return inbox;
    }

    /** A file as it must be found again: its hash and its time. */
    static String fact(Path file) throws IOException {
        return FileHash.sha256(file) + " " + Files.getLastModifiedTime(file).toInstant();
    }

    /** A fact of each file so far. */
    List<String> facts() {
        return written;
    }

    /** Contents that a server can be asked about. */
    int contents() {
        return 90 * hundreds;
    }

    /** XMP files that can be read; one more cannot. */
    int keywordsByHand() {
        return 4 * hundreds - 1;
    }

    void write() throws IOException {
        byte[] tiles = DrawnPicture.tiles(0);
        for (int i = 0; i < 82 * hundreds; i++) {
            add("tiles " + i + ".png", DrawnPicture.tiles(i));
        }
        for (int i = 0; i < 5 * hundreds; i++) {
            add("grey-" + i + ".png", DrawnPicture.grey(i));
            add("copy of tiles " + i + ".png", DrawnPicture.tiles(i));
        }
        for (int i = 0; i < 2 * hundreds; i++) {
            add("cut " + i + ".png", Arrays.copyOf(tiles, tiles.length - 20 - i));
            add("note " + i + ".jpg", ("no picture " + i).getBytes(StandardCharsets.UTF_8));
        }
        for (int i = 0; i < hundreds; i++) {
            add("empty " + i + ".gif", new byte[0]);
        }
        for (int i = 0; i < 3 * hundreds; i++) {
            later.add(new Later("tiles " + i + ".png", DrawnPicture.tiles(1000 + i)));
        }
        for (int i = 0; i < keywordsByHand(); i++) {
            boolean withExtension = i % 2 == 0;
            Files.writeString(inbox.resolve("tiles " + i + (withExtension ? ".png.xmp" : ".xmp")), xmp("by hand " + i));
        }
        Files.writeString(inbox.resolve("tiles " + keywordsByHand() + ".png.xmp"), DAMAGED_XMP);
    }

    /** Writes what comes later where its name is free by now. */
    void writeLater() throws IOException {
        for (int i = later.size(); i > 0; i--) {
            Later file = later.remove();
            if (Files.exists(inbox.resolve(file.name()))) {
                later.add(file);
            } else {
                add(file.name(), file.content());
            }
        }
    }

    boolean isComplete() {
        return later.isEmpty();
    }

    private void add(String name, byte[] content) throws IOException {
        Path file = Files.write(inbox.resolve(name), content);
        Files.setLastModifiedTime(file, FileTime.from(FIRST.plusSeconds(next++)));
        written.add(fact(file));
    }

    private static String xmp(String keyword) {
        return """
                <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
                <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
                <dc:subject><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:subject>
                </rdf:Description></rdf:RDF></x:xmpmeta>
                """.formatted(keyword);
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Later(String name, byte[] content) {}
}
