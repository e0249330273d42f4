package io.github.camelhf.inference.emulator;

import io.github.camelhf.inference.emulator.dialect.Answer;
import io.github.camelhf.inference.emulator.dialect.HandlerErrors;
import io.github.camelhf.inference.emulator.dialect.HandlerProfile;
import io.github.camelhf.inference.emulator.dialect.Json;
import io.github.camelhf.inference.emulator.dialect.ServerFamily;

/**
 * Which of the two known four-mode handlers answers. The API page of the original endpoint and its authors' public port
 * disagree on the path, detection, nesting, defaults and errors; a client should read both.
 */
public enum HandlerVariant {
    /**
     * As the API page says, in the toolkit at {@code /}: a batch of one is nested, labels are required, errors are 400 and
     * {@code {"error": text}}.
     */
    DOCUMENTED(HandlerProfile.documented(), HandlerErrors.RAISED, ServerFamily.TOOLKIT, "/"),
    /**
     * As the port behaves, in FastAPI at {@code /infer}: a batch of one is flat, labels have defaults, errors are
     * {@code {"detail": text}}, 422 for a wrong shape and 500 for a picture that cannot be read.
     */
    PORTED(HandlerProfile.ported(), HandlerErrors.DETAIL, ServerFamily.FASTAPI, "/infer");

    @SuppressWarnings("ImmutableEnumChecker") // a record over a copied list
    private final HandlerProfile profile;

    private final HandlerErrors errors;
    private final ServerFamily family;
    private final String path;

    HandlerVariant(HandlerProfile profile, HandlerErrors errors, ServerFamily family, String path) {
        this.profile = profile;
        this.errors = errors;
        this.family = family;
        this.path = path;
    }

    /** How the server around the handler reads headers. */
    ServerFamily family() {
        return family;
    }

    /** Where the handler listens. */
    String path() {
        return path;
    }

    /** What the server says by itself, in its own form: there is no such path, or no such method there. */
    Reply refuse(int status, String text) {
        return this == PORTED ? Reply.of(Answer.json(status, Json.text("detail", text))) : Reply.text(status, text);
    }

    HandlerProfile profile() {
        return profile;
    }

    /** How this variant reports errors unless the builder says otherwise. */
    HandlerErrors errors() {
        return errors;
    }
}
