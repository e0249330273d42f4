package io.github.camelhf.inference.answer;

/** A model that answered that it will not answer. Internal: becomes a rejected call where the server is known. */
public final class RefusedAnswerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RefusedAnswerException(String message) {
        super(message);
    }
}
