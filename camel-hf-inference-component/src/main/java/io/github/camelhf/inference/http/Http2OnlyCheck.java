package io.github.camelhf.inference.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.hc.core5.reactor.IOSession;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the first bytes of a connection. A server that speaks HTTP/2 only answers a request over HTTP/1.1 with a SETTINGS or
 * GOAWAY frame, which the client takes for the start of a very long line. Source: RFC 9113 sections 3.4 and 4.1, read
 * 2026-11-26.
 */
final class Http2OnlyCheck extends SessionDecorator {

    private static final byte[] PREFACE = "PRI *".getBytes(StandardCharsets.US_ASCII);
    private static final int FRAME_HEAD = 9;
    private static final int SETTINGS = 4;
    private static final int GOAWAY = 7;
    /** Larger frames have to be allowed first. */
    private static final int LONGEST_FRAME = 16_384;

    private boolean written;
    /** Null when all has been seen. */
    private @Nullable ByteBuffer first = ByteBuffer.allocate(FRAME_HEAD);

    Http2OnlyCheck(IOSession session) {
        super(session);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        if (!written) {
            written = true;
            ByteBuffer start = source.duplicate();
            start.limit(Math.min(start.limit(), start.position() + PREFACE.length));
            if (start.equals(ByteBuffer.wrap(PREFACE))) {
                first = null; // HTTP/2 is what we speak
            }
        }
        return super.write(source);
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        ByteBuffer seen = first;
        if (seen == null) {
            return super.read(target);
        }
        int start = target.position();
        int count = super.read(target);
        int more = Math.min(count, seen.remaining());
        for (int i = 0; i < more; i++) {
            seen.put(target.get(start + i));
        }
        if (!seen.hasRemaining()) {
            first = null;
            if (isFirstFrame(seen.flip())) {
                throw new Http2OnlyException();
            }
        }
        return count;
    }

    private static boolean isFirstFrame(ByteBuffer head) {
        int length = head.getInt() >>> 8;
        int type = head.get(3);
        int stream = head.getInt(5);
        return length <= LONGEST_FRAME && stream == 0 && (type == GOAWAY || (type == SETTINGS && length % 6 == 0));
    }
}
