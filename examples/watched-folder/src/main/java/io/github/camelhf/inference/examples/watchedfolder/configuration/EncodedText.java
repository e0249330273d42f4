package io.github.camelhf.inference.examples.watchedfolder.configuration;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Bytes of a text in UTF-8, or in the encoding that its byte-order mark names: editors of Windows write one. */
final class EncodedText {

    private EncodedText() {}

    /**
     * The text without its mark.
     *
     * @throws IllegalArgumentException with the line in which it is no text, and what to do
     */
    static String decode(byte[] bytes) {
        if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
            return decode(bytes, 3, StandardCharsets.UTF_8);
        }
        if (startsWith(bytes, 0xFE, 0xFF)) {
            return decode(bytes, 2, StandardCharsets.UTF_16BE);
        }
        if (startsWith(bytes, 0xFF, 0xFE)) {
            return decode(bytes, 2, StandardCharsets.UTF_16LE);
        }
        return decode(bytes, 0, StandardCharsets.UTF_8);
    }

    private static boolean startsWith(byte[] bytes, int... mark) {
        boolean same = bytes.length >= mark.length;
        for (int index = 0; same && index < mark.length; index++) {
            same = (bytes[index] & 0xFF) == mark[index];
        }
        return same;
    }

    private static String decode(byte[] bytes, int from, Charset charset) {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer out = CharBuffer.allocate(bytes.length - from);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes, from, bytes.length - from), out, true);
        String text = out.flip().toString();
        // UTF-16 without a mark is well-formed UTF-8 as long as it holds nothing but ASCII.
        int nul = text.indexOf('\0');
        if (result.isError() || nul >= 0) {
            String before = nul >= 0 ? text.substring(0, nul) : text;
            long line =
                    1 + before.chars().filter(character -> character == '\n').count();
            throw new IllegalArgumentException(
                    "line " + line + " is no text in " + charset.name() + "; save the file as UTF-8");
        }
        return text;
    }
}
