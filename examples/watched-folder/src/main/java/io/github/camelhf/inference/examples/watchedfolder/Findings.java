package io.github.camelhf.inference.examples.watchedfolder;

import io.github.camelhf.inference.HfInferenceHeaders;
import io.github.camelhf.inference.error.HfInferenceException;
import io.github.camelhf.inference.examples.watchedfolder.answers.KeptAnswer;
import io.github.camelhf.inference.examples.watchedfolder.audit.FileResult;
import io.github.camelhf.inference.examples.watchedfolder.decision.Verdict;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.function.Predicate;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** What an exchange found out about its file, read from where the steps and the component left it. */
final class Findings {

    private final Exchange exchange;
    private final PickedUp file;
    private final @Nullable Exception failure;

    Findings(Exchange exchange) {
        this.exchange = exchange;
        this.file = exchange.getProperty(PickedUp.PROPERTY, PickedUp.class);
        // Camel keeps the exception of an attempt that failed also when a later one succeeded.
        this.failure = FileResult.FAILED.equals(exchange.getProperty(Filing.FOLDER))
                ? exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class)
                : null;
    }

    PickedUp file() {
        return file;
    }

    /** The folder below the folder of results. */
    String folder() {
        String folder = exchange.getProperty(Filing.FOLDER, String.class);
        return failure == null ? folder : folder + "/" + FailureReason.of(failure, file.bytes());
    }

    /**
     * Refuses a file that is as one whose upload has paused.
     *
     * @param mayGrow whether somebody may still be writing to a file
     */
    void requireFinished(Predicate<PickedUp> mayGrow) throws UnfinishedFileException {
        if (failure != null
                && EnumSet.of(FailureReason.EMPTY_FILE, FailureReason.DAMAGED_PICTURE)
                        .contains(FailureReason.of(failure, file.bytes()))
                && mayGrow.test(file)) {
            throw new UnfinishedFileException(file.path(), "is empty or damaged, or not complete yet");
        }
    }

    /**
     * The result.
     *
     * @param place relative to the folder of results, with {@code /} between the names
     * @param model who was asked, where the answer does not say
     */
    FileResult result(String place, String model) {
        return failure == null ? decided(place, model) : failed(place, model, failure);
    }

    private FileResult decided(String place, String model) {
        Verdict verdict = exchange.getProperty(Decide.VERDICT, Verdict.class);
        @Nullable KeptAnswer kept = exchange.getProperty(Recall.KEPT, KeptAnswer.class);
        Message message = exchange.getMessage();
        return new FileResult(
                name(place),
                receivedAs(place),
                place,
                file.sha256(),
                file.bytes(),
                verdict.accepted() ? FileResult.ACCEPT : FileResult.REVIEW,
                verdict.reason() == null ? null : verdict.reason().toString(),
                verdict.label(),
                verdict.score(),
                verdict.margin(),
                verdict.labels(),
                kept != null ? kept.model() : message.getHeader(HfInferenceHeaders.MODEL, model, String.class),
                kept != null ? kept.requestId() : message.getHeader(HfInferenceHeaders.REQUEST_ID, String.class),
                exchange.getClock().elapsed(),
                kept != null ? 0 : attempts(),
                kept != null ? true : null,
                now(),
                null);
    }

    private FileResult failed(String place, String model, Exception cause) {
        int status = cause instanceof HfInferenceException answered ? answered.getStatusCode() : 0;
        return new FileResult(
                name(place),
                receivedAs(place),
                place,
                file.sha256(),
                file.bytes(),
                FileResult.FAILED,
                FailureReason.of(cause, file.bytes()).toString(),
                null,
                null,
                null,
                null,
                model,
                cause instanceof HfInferenceException answered ? answered.getRequestId() : null,
                exchange.getClock().elapsed(),
                attempts(),
                null,
                now(),
                new FileResult.Problem(
                        cause.getClass().getSimpleName(),
                        withoutOptions(String.valueOf(cause.getMessage())),
                        status == 0 ? null : status));
    }

    /** The component's sentences name options of a route, which nobody can set here. */
    private static String withoutOptions(String message) {
        return ProxyOptions.inWordsOfTheCommand(message)
                .replaceFirst("; (convertUnsupported=|raise maxPixels |raise the option).*", "")
                .replace("maxPixels=", "the limit of ")
                .replace("maxRequestSize=", "the limit of ")
                .replace(", the limit set by maxRequestSize", ", the limit");
    }

    private int attempts() {
        return exchange.getProperty(Filing.ATTEMPTS, 1, Integer.class);
    }

    private @Nullable String receivedAs(String place) {
        String received = file.path().getFileName().toString();
        return received.equals(name(place)) ? null : received;
    }

    private static String name(String place) {
        return place.substring(place.lastIndexOf('/') + 1);
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
