package io.github.camelhf.inference.task;

/** A model that answered that it will not answer. Internal: becomes a rejected call where the server is known. */
final class RefusedAnswerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedAnswerException(String message) {
        super(message);
    }
}
