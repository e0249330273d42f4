package io.github.camelhf.inference.examples.watchedfolder.xmp;

import java.io.IOException;

/** An XMP file that cannot be extended without losing what it holds. It has to be left as it is. */
public final class DamagedXmpException extends IOException {

    private static final long serialVersionUID = 1;

    DamagedXmpException(String message) {
        super(message);
    }

    DamagedXmpException(String message, Throwable cause) {
        super(message, cause);
    }
}
