package io.github.camelhf.inference.examples.catalogue;

/** A request that cannot be answered as it is; the message is a sentence for the caller. */
final class BadQuestionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadQuestionException(String message) {
        super(message);
    }
}
