package io.github.camelhf.inference.answer;

/** A server that failed while its model answered. Internal: becomes a failed call where the server is known. */
public final class BrokenAnswerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BrokenAnswerException(String message) {
        super(message);
    }
}
