package io.github.camelhf.inference.transport;

import java.io.IOException;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.entity.AbstractBinDataConsumer;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Takes an answer in as bytes, whatever its Content-Type says: the client's own consumer of this kind ends the call when it names a
 * charset that Java does not know. Source: httpclient5 5.5.1 (AbstractBinResponseConsumer), read 2026-11-25. Called by one I/O thread
 * at a time.
 */
public abstract class AnswerConsumer<T> extends AbstractBinDataConsumer implements AsyncResponseConsumer<T> {

    private volatile @Nullable FutureCallback<T> result;

    /** The head is there. */
    protected abstract void start(HttpResponse response) throws HttpException, IOException;

    /** The body has come whole. */
    protected abstract T buildResult();

    @Override
    public final void consumeResponse(
            HttpResponse response, @Nullable EntityDetails body, HttpContext context, FutureCallback<T> callback)
            throws HttpException, IOException {
        result = callback;
        start(response);
        if (body == null) {
            completed();
        }
    }

    @Override
    protected final void completed() {
        FutureCallback<T> callback = result;
        if (callback != null) {
            callback.completed(buildResult());
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
