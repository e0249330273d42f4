package io.github.camelhf.inference.fault;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Just enough of HTTP/2 to answer a request wrongly. Source: RFC 9113, read 2026-11-20. */
final class Http2 {

    private static final int PREFACE = 24;
    private static final int FRAME_HEAD = 9;
    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;

    private Http2() {}

    static byte[] frame(int type, int flags, int stream, byte[] payload) {
        return ByteBuffer.allocate(FRAME_HEAD + payload.length)
                .put((byte) 0)
                .putShort((short) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    /** Greets, and returns when the head of a request has come. */
    static void readRequest(FaultConnection connection) throws IOException {
        connection.read(PREFACE);
        connection.write(frame(SETTINGS, 0, 0, new byte[0]));
        connection.write(frame(SETTINGS, 1, 0, new byte[0]));
        int type;
        do {
            ByteBuffer head = ByteBuffer.wrap(connection.read(FRAME_HEAD));
            int length = ((head.get() & 0xff) << 16) | (head.getShort() & 0xffff);
            type = head.get();
            connection.read(length);
        } while (type != HEADERS);
    }
}
