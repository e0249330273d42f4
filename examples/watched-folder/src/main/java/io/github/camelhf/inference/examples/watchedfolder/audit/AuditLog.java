package io.github.camelhf.inference.examples.watchedfolder.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.stream.Stream;

/** The file {@code audit.jsonl}: one line of JSON for each decision, in the order in which they were made. Thread-safe. */
public final class AuditLog implements AutoCloseable {

    /** Its name in the folder of results. */
    public static final String NAME = "audit.jsonl";

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ObjectWriter JSON = MAPPER.writerFor(FileResult.class);
    private static final ObjectReader READER = MAPPER.readerFor(FileResult.class);

    private final FileChannel channel;

    /** @param results the folder that holds {@code sorted}, {@code review} and {@code failed} */
    public AuditLog(Path results) throws IOException {
        channel = FileChannel.open(
                results.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    /** Adds one line. */
    public synchronized void append(FileResult result) throws IOException {
        byte[] json = JSON.writeValueAsBytes(result);
        ByteBuffer line = ByteBuffer.wrap(Arrays.copyOf(json, json.length + 1));
        line.put(json.length, (byte) '\n');
        while (line.hasRemaining()) {
            channel.write(line);
        }
    }

    /** Every decision, oldest first; none when there is no log. The stream has to be closed. */
    @SuppressWarnings("StreamResourceLeak") // the caller closes it
    public static Stream<FileResult> read(Path results) throws IOException {
        Path log = results.resolve(NAME);
        if (!Files.exists(log)) {
            return Stream.empty();
        }
        return Files.lines(log).map(AuditLog::parse);
    }

    private static FileResult parse(String line) {
        try {
            return READER.readValue(line);
        } catch (IOException e) {
            throw new UncheckedIOException("The audit log has a line that is no decision", e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
