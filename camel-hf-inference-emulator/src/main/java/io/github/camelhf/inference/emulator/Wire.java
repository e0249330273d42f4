package io.github.camelhf.inference.emulator;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritePendingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;

/**
 * Breaks the connection under a request, past the HTTP layer: bytes go straight to the socket, a reset is a real TCP RST.
 * On HTTP/2 that hits every stream of the connection, and the half-sent HTTP/1.1 answers are rubbish by themselves.
 */
final class Wire {
    private static final byte[] GARBAGE = "\u0000\u0001 neither HTTP nor anything else\r\n\r\n\u00ff\u00fe"
            .repeat(8)
            .getBytes(StandardCharsets.ISO_8859_1);

    private final EndPoint endPoint;
    private final Runnable gone;

    /** {@code gone} runs once the connection is closed, so that the server can forget the request. */
    Wire(EndPoint endPoint, Runnable gone) {
        this.endPoint = endPoint;
        this.gone = gone;
    }

    /** Does what the breakage says, with a reply to break in the middle where it needs one. */
    void tear(Breakage breakage, Reply reply) {
        int half = reply.body().length / 2;
        switch (breakage) {
            case RESET_AFTER_HEAD, RESET_BEFORE_ANSWER -> reset();
            case CLOSE_BEFORE_ANSWER -> close();
            case RESET_MID_ANSWER -> send(lengthHead(reply), reply.body(), half, this::reset);
            case TRUNCATED_ANSWER -> send(lengthHead(reply), reply.body(), half, this::close);
            case TRUNCATED_CHUNK -> send(chunkHead(reply), reply.body(), half, this::close);
            case GARBAGE -> send("", GARBAGE, GARBAGE.length, this::close);
            case NEVER_ANSWER -> closeWhenClientDoes();
        }
    }

    /** With SO_LINGER 0 a close drops unsent data and sends RST instead of FIN. */
    private void reset() {
        if (endPoint.getTransport() instanceof SocketChannel channel) {
            try {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            } catch (IOException e) {
                // The client was faster and the socket is closed already.
            }
        }
        close();
    }

    private void close() {
        endPoint.close();
        gone.run();
    }

    private void send(String head, byte[] body, int count, Runnable end) {
        byte[] part = Arrays.copyOf(body, count);
        Callback then = Callback.from(end, failure -> end.run());
        try {
            endPoint.write(then, ByteBuffer.wrap(head.getBytes(StandardCharsets.ISO_8859_1)), ByteBuffer.wrap(part));
        } catch (WritePendingException e) {
            end.run();
        }
    }

    /** Nobody reads from a connection whose request is complete, so the client's end would go unnoticed. */
    private void closeWhenClientDoes() {
        endPoint.tryFillInterested(Callback.from(this::close, failure -> close()));
    }

    private static String lengthHead(Reply reply) {
        return head(reply, "Content-Length: " + reply.body().length);
    }

    private static String chunkHead(Reply reply) {
        String size = Integer.toHexString(reply.body().length).toUpperCase(Locale.ROOT);
        return head(reply, "Transfer-Encoding: chunked") + size + "\r\n";
    }

    private static String head(Reply reply, String framing) {
        return "HTTP/1.1 " + reply.status() + " OK\r\nContent-Type: " + reply.contentType() + "\r\n" + framing
                + "\r\n\r\n";
    }
}
