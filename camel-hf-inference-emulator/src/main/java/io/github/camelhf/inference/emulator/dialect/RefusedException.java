package io.github.camelhf.inference.emulator.dialect;

/** A request that the emulated server refuses; the message is the text the server would put into its error body. */
public sealed class RefusedException extends RuntimeException
        permits UnreadablePictureException, MisshapenException, TextEmbeddingsException {
    private static final long serialVersionUID = 1L;

    public RefusedException(String message) {
        super(message);
    }
}
