package io.github.camelhf.inference.answer;

/** An answer that was read but does not fit the question. Internal: becomes a malformed response where the server is known. */
public final class UnexpectedAnswerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnexpectedAnswerException(String message) {
        super(message);
    }
}
