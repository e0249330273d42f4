package io.github.camelhf.inference.task;

/** An answer that was read but does not fit the question. Internal: becomes a malformed response where the server is known. */
final class UnexpectedAnswerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnexpectedAnswerException(String message) {
        super(message);
    }
}
