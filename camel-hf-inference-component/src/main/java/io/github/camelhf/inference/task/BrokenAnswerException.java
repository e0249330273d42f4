package io.github.camelhf.inference.task;

/** A server that failed while its model answered. Internal: becomes a failed call where the server is known. */
final class BrokenAnswerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenAnswerException(String message) {
        super(message);
    }
}
