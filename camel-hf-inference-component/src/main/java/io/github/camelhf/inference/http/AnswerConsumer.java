package io.github.camelhf.inference.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Takes an answer in as bytes, whatever its Content-Type says: the client's own consumer of this kind ends the call when it names a
 * charset that Java does not know. Source: httpclient5 5.5.1 (AbstractBinResponseConsumer), read 2026-11-25. Called by one I/O thread
 * at a time.
 */
public abstract class AnswerConsumer<T> implements AsyncResponseConsumer<T> {

    private volatile @Nullable FutureCallback<T> result;

    /** The head is there. */
    protected abstract void start(HttpResponse response) throws HttpException, IOException;

    /** More of the body is there. */
    protected abstract void receive(ByteBuffer source) throws IOException;

    /** The body has come whole. */
    protected abstract T buildResult();

    /** The last byte has come; hands the answer on, now or later and on any thread. */
    protected void ended() {
        complete();
    }

    /** As much as there is. */
    @Override
    public void updateCapacity(CapacityChannel channel) throws IOException {
        channel.update(Integer.MAX_VALUE);
    }

    @Override
    public final void consume(ByteBuffer source) throws IOException {
        try {
            receive(source);
        } catch (Error e) {
            throw ofThisCall(e);
        }
    }

    @Override
    public final void streamEnd(@Nullable List<? extends Header> trailers) {
        ended();
    }

    /** The client's thread would end with an error, and with it every call of the client; this is one call's failure. */
    private static IOException ofThisCall(Error error) {
        return new IOException("the answer could not be taken in: " + error, error);
    }

    @Override
    public final void consumeResponse(
            HttpResponse response, @Nullable EntityDetails body, HttpContext context, FutureCallback<T> callback)
            throws HttpException, IOException {
        result = callback;
        try {
            start(response);
            if (body == null) {
                ended();
            }
        } catch (Error e) {
            throw ofThisCall(e);
        }
    }

    /** Hands the answer on. */
    protected final void complete() {
        FutureCallback<T> callback = result;
        if (callback == null) {
            return;
        }
        T built;
        try {
            built = buildResult();
        } catch (Error e) {
            callback.failed(ofThisCall(e));
            return;
        }
        callback.completed(built);
    }

    /** Says that the answer came and could not be kept. */
    protected final void fail(IOException cause) {
        FutureCallback<T> callback = result;
        if (callback != null) {
            callback.failed(cause);
        }
    }

    /** An answer before the answer, such as 100; says nothing that is needed. */
    @Override
    public void informationResponse(HttpResponse response, HttpContext context) {
        // Nothing to do.
    }

    @Override
    public void failed(Exception cause) {
        // Whoever asked hears of it from the client.
    }
}
