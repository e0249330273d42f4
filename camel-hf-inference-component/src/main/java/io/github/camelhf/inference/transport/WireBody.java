package io.github.camelhf.inference.transport;

import io.github.camelhf.inference.input.Content;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A request body as a row of segments that are produced while they are sent, so that its size in memory does not depend on the
 * pictures in it. Its length is known before.
 *
 * @param contentType the media type, spelled as the servers take it: no charset, no other parameter. Source: the Inference
 *                    Toolkit compares it literally, read 2026-11-20
 */
public record WireBody(String contentType, List<Segment> segments) {

    /** The only spelling of JSON that every known server accepts. */
    public static final String JSON = "application/json";

    public WireBody {
        segments = List.copyOf(segments);
    }

    /** One picture as it is. */
    public static WireBody raw(Content content, String mediaType) {
        return new WireBody(mediaType, List.of(new Raw(content)));
    }

    /** Whether pictures are in it, and not texts alone. */
    boolean hasPictures() {
        return segments.stream().anyMatch(segment -> !(segment instanceof Literal));
    }

    /** Bytes that will be sent. */
    public long length() {
        long length = 0;
        for (Segment segment : segments) {
            length += segment.length();
        }
        return length;
    }

    /** A part of the body: at least 0 bytes that are written the same way. */
    public sealed interface Segment {

        /** Bytes on the wire. */
        long length();

        /** The bytes to read for it. */
        Content content();

        /** Whether the content is written as base64. */
        boolean base64();
    }

    /** Text of the JSON around pictures. */
    public record Literal(byte[] bytes) implements Segment {
        public Literal(String text) {
            this(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public long length() {
            return bytes.length;
        }

        @Override
        public Content content() {
            return Content.of(bytes);
        }

        @Override
        public boolean base64() {
            return false;
        }
    }

    /** A picture's bytes. */
    public record Raw(Content content) implements Segment {
        @Override
        public long length() {
            return content.length();
        }

        @Override
        public boolean base64() {
            return false;
        }
    }

    /** A picture as standard base64 with padding and without line breaks, the one form that every known server reads. */
    public record Base64Encoded(Content content) implements Segment {
        @Override
        public long length() {
            return (content.length() + 2) / 3 * 4;
        }

        @Override
        public boolean base64() {
            return true;
        }
    }
}
