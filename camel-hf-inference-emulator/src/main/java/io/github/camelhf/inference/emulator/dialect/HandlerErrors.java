package io.github.camelhf.inference.emulator.dialect;

/**
 * What becomes of an error inside the four-mode handler. Source: huggingface-inference-toolkit, measured 2026-11-20,
 * for the first two; a public FastAPI port of the handler for the third.
 */
public enum HandlerErrors {
    /** The handler raises: status 400, {@code {"error": text}}. */
    RAISED,
    /** The handler returns its error as if it were an answer: status 200, {@code {"error": text}}. */
    RETURNED,
    /** The handler runs behind FastAPI: status 400, {@code {"detail": text}}. */
    DETAIL;

    /** The answer for an error with this text. */
    Answer answer(String text) {
        return switch (this) {
            case RAISED -> Answer.error(400, text);
            case RETURNED -> Answer.error(200, text);
            case DETAIL -> Answer.json(400, Json.text("detail", text));
        };
    }

    /** The answer to a missing or wrong token. */
    public Answer unauthorized() {
        return this == DETAIL
                ? Answer.json(401, Json.text("detail", "invalid bearer"))
                : Answer.error(401, "Invalid username or password.");
    }
}
