package io.github.camelhf.inference.input;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.apache.commons.io.ByteOrderMark;
import org.apache.commons.io.input.BOMInputStream;

/** The text of a file that people write with an editor: in UTF-8, or in what the byte-order mark at its start says. */
public final class EditedText {

    private EditedText() {}

    /**
     * The text without its mark.
     *
     * @throws IOException naming the first line that is no text, when the bytes are not in that charset or hold a NUL, which the
     *     other forms of Unicode have and no text does
     */
    public static String of(byte[] bytes) throws IOException {
        try (BOMInputStream unmarked = BOMInputStream.builder()
                .setInputStream(new ByteArrayInputStream(bytes))
                .setByteOrderMarks(
                        ByteOrderMark.UTF_8,
                        ByteOrderMark.UTF_32LE,
                        ByteOrderMark.UTF_32BE,
                        ByteOrderMark.UTF_16LE,
                        ByteOrderMark.UTF_16BE)
                .get()) {
            String named = unmarked.getBOMCharsetName();
            Charset charset = named == null ? StandardCharsets.UTF_8 : Charset.forName(named);
            return decoded(unmarked.readAllBytes(), charset);
        }
    }

    private static String decoded(byte[] bytes, Charset charset) throws IOException {
        CharBuffer text = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes), text, true);
        String read = text.flip().toString();
        int end = read.indexOf('\0');
        if (result.isError() || end >= 0) {
            throw new IOException("line " + lineAt(end < 0 ? read : read.substring(0, end)) + " is not " + charset
                    + "; save the file as UTF-8, or as UTF-16 with a byte-order mark");
        }
        return read;
    }

    /** The line, counted from 1, in which the text ends. */
    private static long lineAt(String text) {
        return (text + ".").lines().count();
    }
}
