package io.github.camelhf.inference.emulator.dialect;

/** A picture that cannot be fetched or decoded: to most servers one refusal like others, to some a crash. */
final class UnreadablePictureException extends RefusedException {
    private static final long serialVersionUID = 1L;

    UnreadablePictureException(String message) {
        super(message);
    }
}
