package io.github.camelhf.inference.emulator.dialect;

/** Where the emulated server gets a picture that a request names by URL. */
@FunctionalInterface
public interface PictureSource {

    /**
     * Returns the picture's encoded bytes.
     *
     * @throws RefusedException when the URL cannot be fetched; the message says why
     */
    byte[] fetch(String url);
}
