package io.github.camelhf.inference.examples.watchedfolder;

import io.github.camelhf.inference.error.InferenceRejectedException;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.error.MalformedInferenceResponseException;

/** Why a file failed, as the name of the folder below {@code failed}. The names never change: people sort by them. */
enum FailureReason {
    EMPTY_FILE("empty-file"),
    NOT_A_PICTURE("not-a-picture"),
    DAMAGED_PICTURE("damaged-picture"),
    TOO_LARGE("too-large"),
    REFUSED("refused"),
    UNREADABLE_ANSWER("unreadable-answer"),
    SERVER_ERROR("server-error");

    private static final int CONTENT_TOO_LARGE = 413;

    private final String folder;

    FailureReason(String folder) {
        this.folder = folder;
    }

    /** @param bytes size of the file */
    static FailureReason of(Exception failure, long bytes) {
        if (failure instanceof InvalidInferenceInputException) {
            return bytes == 0 ? EMPTY_FILE : ofInput(String.valueOf(failure.getMessage()));
        }
        if (failure instanceof InferenceRejectedException rejected) {
            return rejected.getStatusCode() == CONTENT_TOO_LARGE ? TOO_LARGE : REFUSED;
        }
        return failure instanceof MalformedInferenceResponseException ? UNREADABLE_ANSWER : SERVER_ERROR;
    }

    /** One class of exceptions covers all that is found out about a picture before it is sent; its sentence tells them apart. */
    private static FailureReason ofInput(String message) {
        if (message.contains("maxPixels") || message.contains("maxRequestSize")) {
            return TOO_LARGE;
        }
        return message.startsWith("expected a JPEG") ? NOT_A_PICTURE : DAMAGED_PICTURE;
    }

    /** As it stands in results. */
    @Override
    public String toString() {
        return folder;
    }
}
