package io.github.camelhf.inference.emulator;

import io.github.camelhf.inference.emulator.dialect.HandlerErrors;
import io.github.camelhf.inference.emulator.dialect.HandlerProfile;

/**
 * Which of the two known four-mode handlers answers at the root path. The API page of the original endpoint and its
 * authors' public port disagree on detection, nesting, defaults and error texts; a client should read both.
 */
public enum HandlerVariant {
    /** As the API page says: a batch of one is nested, labels are required, errors are {@code {"error": text}}. */
    DOCUMENTED(HandlerProfile.documented(), HandlerErrors.RAISED),
    /** As the port behaves: a batch of one is flat, labels have defaults, errors are {@code {"detail": text}}. */
    PORTED(HandlerProfile.ported(), HandlerErrors.DETAIL);

    @SuppressWarnings("ImmutableEnumChecker") // a record over a copied list
    private final HandlerProfile profile;

    private final HandlerErrors errors;

    HandlerVariant(HandlerProfile profile, HandlerErrors errors) {
        this.profile = profile;
        this.errors = errors;
    }

    HandlerProfile profile() {
        return profile;
    }

    /** How this variant reports errors unless the builder says otherwise. */
    HandlerErrors errors() {
        return errors;
    }
}
