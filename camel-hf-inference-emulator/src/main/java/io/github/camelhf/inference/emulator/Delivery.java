package io.github.camelhf.inference.emulator;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Puts a reply onto a Jetty response: at once, later, or a few bytes at a time, never blocking a thread meanwhile. */
final class Delivery {
    private final Request request;
    private final Response response;
    private final Callback callback;
    private final Runnable ending;

    /**
     * {@code ending} runs just before the last byte goes out: whatever it does has happened for a client that has the
     * whole answer.
     */
    Delivery(Request request, Response response, Callback callback, Runnable ending) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.ending = ending;
    }

    void send(Reply reply) {
        head(reply);
        ending.run();
        response.write(true, ByteBuffer.wrap(reply.body()), reply.hangsUp() ? thenHangUp() : callback);
    }

    private Callback thenHangUp() {
        EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
        return Callback.from(endPoint::close, callback);
    }

    /** The head at once, then the body in pieces with a pause after each. */
    void dribble(Reply reply, int bytes, Duration pause) {
        head(reply);
        piece(ByteBuffer.wrap(reply.body()), bytes, pause);
    }

    /** Runs the action on one of the server's threads after the delay. */
    void after(Duration delay, Runnable action) {
        if (delay.isZero()) {
            action.run();
            return;
        }
        Runnable onServerThread = () -> request.getComponents().getExecutor().execute(() -> guarded(action));
        request.getComponents().getScheduler().schedule(onServerThread, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Nobody above this thread would end the request if the action threw. */
    private void guarded(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            callback.failed(e);
        }
    }

    private void head(Reply reply) {
        response.setStatus(reply.status());
        reply.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        if (reply.contentType() != null) {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, reply.contentType());
        }
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, reply.body().length);
    }

    private void piece(ByteBuffer left, int bytes, Duration pause) {
        ByteBuffer piece = left.slice();
        piece.limit(Math.min(bytes, piece.remaining()));
        left.position(left.position() + piece.remaining());
        boolean last = !left.hasRemaining();
        Callback next =
                last ? callback : Callback.from(() -> after(pause, () -> piece(left, bytes, pause)), callback::failed);
        if (last) {
            ending.run();
        }
        response.write(last, piece, next);
    }
}
