package io.github.camelhf.inference.emulator.dialect;

/** What text-embeddings-inference refuses after it has read the body: one of its error types, each with a status of its own. */
final class TextEmbeddingsException extends RefusedException {
    private static final long serialVersionUID = 1L;

    private final Type type;

    private TextEmbeddingsException(Type type, String message) {
        super(message);
        this.type = type;
    }

    /** No texts at all. */
    static TextEmbeddingsException empty(String message) {
        return new TextEmbeddingsException(Type.EMPTY, message);
    }

    /** What the server checks before it computes. */
    static TextEmbeddingsException validation(String message) {
        return new TextEmbeddingsException(Type.VALIDATION, message);
    }

    int status() {
        return type.status;
    }

    String type() {
        return type.text;
    }

    /** As they are written in answers, with the status of version 1.9. Source: its router, read 2026-11-26. */
    private enum Type {
        EMPTY("Empty", 400),
        VALIDATION("Validation", 422);

        private final String text;
        private final int status;

        Type(String text, int status) {
            this.text = text;
            this.status = status;
        }
    }
}
