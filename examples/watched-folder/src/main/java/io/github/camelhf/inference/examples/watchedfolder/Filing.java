package io.github.camelhf.inference.examples.watchedfolder;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.github.camelhf.inference.HfInferenceHeaders;
import io.github.camelhf.inference.error.HfInferenceException;
import io.github.camelhf.inference.examples.watchedfolder.audit.FileResult;
import io.github.camelhf.inference.result.Classifications;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * Last step of the route: chooses a free name in the folder that the route decided on and writes the sidecar there. The
 * file consumer then moves the file beside it, so a file that lies in its place always has its sidecar.
 */
final class Filing implements Processor {

    /** In: the folder below the root, such as {@code sorted/brick-wall}. */
    static final String FOLDER = "WatchedFolderFolder";
    /** In: calls so far, if more than one; Camel's own counter is gone when the attempts are used up. */
    static final String ATTEMPTS = "WatchedFolderAttempts";
    /** Out: where the file shall go, as an absolute path. */
    static final String PLACE = "WatchedFolderPlace";
    /** Out: the {@link FileResult}. */
    static final String RESULT = "WatchedFolderFileResult";

    private static final ObjectWriter JSON = new ObjectMapper().writerWithDefaultPrettyPrinter();

    private final Places places;
    private final String model;

    /** @param model who was asked, where the answer does not say */
    Filing(Places places, String model) {
        this.places = places;
        this.model = model;
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        String folder = exchange.getProperty(FOLDER, String.class);
        String name = exchange.getMessage().getHeader(Exchange.FILE_NAME_ONLY, String.class);
        Path place = places.reserve(folder, name);
        try {
            FileResult result = result(exchange, place, name);
            write(Places.sidecar(place), JSON.writeValueAsBytes(result));
            exchange.setProperty(RESULT, result);
            exchange.setProperty(PLACE, place.toString());
        } catch (IOException | RuntimeException e) {
            places.release(place);
            throw e;
        }
    }

    /** In one step, so that nobody ever reads half a sidecar. */
    private static void write(Path sidecar, byte[] content) throws IOException {
        Path draft = sidecar.resolveSibling("." + sidecar.getFileName() + ".tmp");
        Files.write(draft, content);
        Files.move(draft, sidecar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private FileResult result(Exchange exchange, Path place, String received) throws IOException {
        String file = place.getFileName().toString();
        Path source = Path.of(exchange.getMessage().getHeader(Exchange.FILE_PATH, String.class));
        Message message = exchange.getMessage();
        // Camel keeps the exception of an attempt that failed also when a later one succeeded.
        Exception failure = FileResult.FAILED.equals(exchange.getProperty(FOLDER))
                ? exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class)
                : null;
        Classifications labels =
                failure == null ? message.getHeader("WatchedFolderResult", Classifications.class) : null;
        String decision = failure != null
                ? FileResult.FAILED
                : message.getHeader(HfInferenceHeaders.DECISION, FileResult.ACCEPT, String.class);
        return new FileResult(
                file,
                file.equals(received) ? null : received,
                places.relative(place),
                sha256(source),
                Files.size(source),
                decision,
                null,
                labels == null ? null : labels.best().label(),
                labels == null ? null : labels.best().score(),
                labels == null ? null : labels.margin(),
                labels,
                message.getHeader(HfInferenceHeaders.MODEL, model, String.class),
                requestId(message, failure),
                exchange.getClock().elapsed(),
                exchange.getProperty(ATTEMPTS, 1, Integer.class),
                null,
                Instant.now().truncatedTo(ChronoUnit.MILLIS).toString(),
                failure == null ? null : problem(failure));
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            content.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static @Nullable String requestId(Message message, @Nullable Exception failure) {
        return failure instanceof HfInferenceException answered
                ? answered.getRequestId()
                : message.getHeader(HfInferenceHeaders.REQUEST_ID, String.class);
    }

    private static FileResult.Problem problem(Exception failure) {
        int status = failure instanceof HfInferenceException answered ? answered.getStatusCode() : 0;
        return new FileResult.Problem(
                failure.getClass().getSimpleName(), String.valueOf(failure.getMessage()), status == 0 ? null : status);
    }
}
