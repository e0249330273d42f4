package io.github.camelhf.inference.transport;

import io.github.camelhf.inference.error.ServerAnswer;

/** Answers that do not say why the server does not answer, for tests of other packages. */
public final class UnclearAnswers {

    private UnclearAnswers() {}

    public static UnclearUnavailableException unclear() {
        return new UnclearUnavailableException("answered 503", new ServerAnswer(503, null));
    }
}
