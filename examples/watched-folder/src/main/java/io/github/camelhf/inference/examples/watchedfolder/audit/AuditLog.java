package io.github.camelhf.inference.examples.watchedfolder.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.github.camelhf.inference.examples.watchedfolder.files.Boundary;
import io.github.camelhf.inference.examples.watchedfolder.files.BoundedLines;
import io.github.camelhf.inference.examples.watchedfolder.files.FailureText;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The file {@code audit.jsonl}: one line of JSON for each decision, in the order in which they were made. Thread-safe. */
public final class AuditLog implements AutoCloseable {

    /** Its name in the folder of results. */
    public static final String NAME = "audit.jsonl";

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ObjectWriter JSON = MAPPER.writerFor(FileResult.class);
    private static final ObjectReader READER = MAPPER.readerFor(FileResult.class);

    private final Path log;
    private final Boundary boundary;

    /** No channel: an interrupt, as at a shutdown, would close it for everybody. */
    private FileOutputStream out;

    /** Tells the open file from another that has its name by now; null where the system has nothing like that. */
    private @Nullable Object key;

    private long length;

    /**
     * Opens the log of a folder, and cuts off what a process that was killed left of its last line.
     *
     * @param results the folder that holds {@code sorted}, {@code review} and {@code failed}
     */
    public AuditLog(Path results) throws IOException {
        log = results.resolve(NAME);
        boundary = new Boundary(results);
        boundary.requireNoLink(log);
        length = WholeLines.cut(log);
        out = new FileOutputStream(log.toFile(), true);
        key = key();
    }

    /** Bytes of all lines so far. */
    public synchronized long length() {
        return length;
    }

    /**
     * Adds one line. When somebody moved the log away it begins a new one.
     *
     * @throws IOException when it could not be added whole; then nothing of it is there
     */
    public synchronized void append(FileResult result) throws IOException {
        byte[] json = JSON.writeValueAsBytes(result);
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        if (!Boundary.exists(log) || !Objects.equals(key, key())) {
            reopen();
        }
        try {
            out.write(line);
            length += line.length;
        } catch (IOException e) {
            // Such as a full disk. The next line must not be glued to half of this one.
            WholeLines.cutTo(log, length);
            throw FailureText.writing(log, e);
        }
    }

    private void reopen() throws IOException {
        boundary.requireNoLink(log);
        length = WholeLines.cut(log);
        FileOutputStream anew = new FileOutputStream(log.toFile(), true);
        out.close();
        out = anew;
        key = key();
    }

    private @Nullable Object key() throws IOException {
        return Files.readAttributes(log, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    /** Every decision, oldest first; none when there is no log. The stream has to be closed. */
    public static Stream<FileResult> read(Path results) throws IOException {
        return read(results, 0);
    }

    /**
     * The decisions behind the first {@code from} bytes, which must be the end of a line. A last line that is being written,
     * or was when a process was killed, is left out, as is one that is no decision: somebody changed it. Reads while it goes, so
     * that a long log takes no memory. The stream has to be closed.
     */
    @SuppressWarnings("StreamResourceLeak") // the caller closes it
    public static Stream<FileResult> read(Path results, long from) throws IOException {
        Path log = results.resolve(NAME);
        new Boundary(results).requireNoLink(log);
        if (!Boundary.exists(log)) {
            return Stream.empty();
        }
        BoundedLines lines = new BoundedLines(WholeLines.open(log, from));
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(lines, Spliterator.ORDERED), false)
                .flatMap(AuditLog::parse)
                .onClose(() -> close(lines));
    }

    private static Stream<FileResult> parse(String line) {
        try {
            return Stream.ofNullable(READER.readValue(line));
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private static void close(BoundedLines lines) {
        try {
            lines.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        out.close();
    }
}
