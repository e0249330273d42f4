package io.github.camelhf.inference.http;

import java.io.IOException;

/** The server was asked over HTTP/1.1 and answered in HTTP/2. */
public final class Http2OnlyException extends IOException {

    private static final long serialVersionUID = 1L;

    Http2OnlyException() {
        super("a frame of HTTP/2 came instead of an answer over HTTP/1.1");
    }
}
