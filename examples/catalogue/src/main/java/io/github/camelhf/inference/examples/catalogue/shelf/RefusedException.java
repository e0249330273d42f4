package io.github.camelhf.inference.examples.catalogue.shelf;

/** The shelf does not take or give something; the message is a sentence for the user and says what to do. */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RefusedException(String message) {
        super(message);
    }

    public RefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
