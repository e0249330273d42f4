package io.github.camelhf.inference.examples.redaction;

/** A document in which nothing can be hidden, because it cannot be read as what it should be. */
public final class UnreadableDocumentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnreadableDocumentException(String message) {
        super(message);
    }
}
