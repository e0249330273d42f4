package io.github.camelhf.inference.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import org.apache.hc.core5.reactor.IOSession;

/**
 * A plain connection of which nothing is read while nobody wants to. The client stops asking for events when an answer's consumer
 * wants no more, but reads an answer in chunks on for as long as there is something to read, so that a server that is faster than a
 * disk fills the memory. Source: httpcore5 5.3.4 to 5.3.6 (AbstractHttp1StreamDuplexer.onInput, ChunkDecoder.read), read 2026-11-26.
 */
final class PausedReads extends SessionDecorator {

    PausedReads(IOSession session) {
        super(session);
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        boolean wanted = (getEventMask() & SelectionKey.OP_READ) != 0;
        return wanted ? super.read(target) : 0;
    }
}
