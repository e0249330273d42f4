package io.github.camelhf.inference.emulator.dialect;

/**
 * What becomes of an error inside the four-mode handler. Source: huggingface-inference-toolkit, measured 2026-11-20,
 * for the first two; FastAPI 0.92 on uvicorn 0.17.6, measured 2026-11-26, for the third.
 */
public enum HandlerErrors {
    /** The handler raises: status 400, {@code {"error": text}}. */
    RAISED,
    /** The handler returns its error as if it were an answer: status 200, {@code {"error": text}}. */
    RETURNED,
    /**
     * The handler runs behind FastAPI: status 400, {@code {"detail": text}}, for what it refuses; 422 and a list for a
     * body of the wrong shape; a crash, which is 500 in plain text, for a picture that it cannot read.
     */
    DETAIL;

    /** The answer for this refusal by the handler. */
    Answer answer(RefusedException refused) {
        String text = String.valueOf(refused.getMessage());
        return switch (this) {
            case RAISED -> Answer.error(400, text);
            case RETURNED -> Answer.error(200, text);
            case DETAIL ->
                refused instanceof UnreadablePictureException
                        ? Answer.text(500, "Internal Server Error")
                        : Answer.json(400, Json.text("detail", text));
        };
    }

    /** The answer for this refusal by the server around the handler, which has no answers of status 200. */
    Answer answerAround(RefusedException refused) {
        if (refused instanceof MisshapenException misshapen) {
            return misshapen.answer();
        }
        return (this == RETURNED ? RAISED : this).answer(refused);
    }

    /** The answer to a missing or wrong token. */
    public Answer unauthorized() {
        return this == DETAIL
                ? Answer.json(401, Json.text("detail", "invalid bearer"))
                : Answer.error(401, "Invalid username or password.");
    }
}
