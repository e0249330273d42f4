package io.github.camelhf.inference.benchmarks.server;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What the server needs to know of a request.
 *
 * @param path   segments of the path
 * @param length bytes of the body
 */
record Head(String[] path, long length) {

    private static final String LENGTH = "\r\ncontent-length:";

    /** Reads a request's head; its bytes end with an empty line. */
    static Head parse(byte[] bytes, int size) {
        String text = new String(bytes, 0, size, StandardCharsets.ISO_8859_1);
        int start = text.indexOf(' ') + 2;
        String path = text.substring(start, text.indexOf(' ', start));
        int length = text.toLowerCase(Locale.ROOT).indexOf(LENGTH);
        int end = text.indexOf('\r', length + LENGTH.length());
        long bodyLength = length < 0
                ? 0
                : Long.parseLong(text.substring(length + LENGTH.length(), end).trim());
        return new Head(path.split("/"), bodyLength);
    }

    /** The number after the first segment, 0 without one. */
    int number(int segment) {
        return path.length > segment ? Integer.parseInt(path[segment]) : 0;
    }
}
