package io.github.camelhf.inference.transport;

import io.github.camelhf.inference.http.AnswerConsumer;
import io.github.camelhf.inference.input.ByteSize;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;

/**
 * Collects an answer up to its limit. Of an error answer only the first {@value #ERROR_HEAD} bytes are kept: some servers echo
 * the whole picture in it. Source: the Inference Toolkit's image loading error repeats its input, read 2026-11-20.
 */
final class ResponseReader extends AnswerConsumer<WireResponse> {

    static final int ERROR_HEAD = 64 * 1024;

    private final ByteSize limit;
    private final Progress progress;
    private final Runnable released;
    private final ReceivedBytes body = new ReceivedBytes();
    private int status;
    private Map<String, String> headers = Map.of();

    /** @param released called when the connection is free again, or the call has failed; maybe more than once */
    ResponseReader(ByteSize limit, Progress progress, Runnable released) {
        this.limit = limit;
        this.progress = progress;
        this.released = released;
    }

    @Override
    protected void start(HttpResponse response) throws IOException {
        progress.sent();
        status = response.getCode();
        headers = new HashMap<>();
        for (Header header : response.getHeaders()) {
            headers.putIfAbsent(header.getName().toLowerCase(Locale.ROOT), String.valueOf(header.getValue()));
        }
        long announced = length(headers.getOrDefault("content-length", ""));
        body.expect(Math.min(announced, room()));
        if (!isSuccess()) {
            progress.errorAnswer(this::received);
        } else if (announced > limit.bytes()) {
            throw new TooLongException(received());
        }
    }

    /** The stated length, the largest number for one that is larger; -1 when it is none, which the client will notice. */
    static long length(String digits) {
        long length = digits.isEmpty() ? -1 : 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            length = length > (Long.MAX_VALUE - digit) / 10 ? Long.MAX_VALUE : length * 10 + digit;
        }
        return length;
    }

    @Override
    protected void receive(ByteBuffer source) throws IOException {
        synchronized (body) {
            body.add(source, (int) Math.min(source.remaining(), room() - body.size()));
        }
        if (source.hasRemaining()) {
            // Nothing after it is of use, and an endless answer has no end to wait for.
            throw new TooLongException(received());
        }
    }

    /** Bytes that are kept. */
    private long room() {
        return isSuccess() ? limit.bytes() : Math.min(limit.bytes(), ERROR_HEAD);
    }

    private boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    @Override
    protected WireResponse buildResult() {
        return received();
    }

    /** Also called when the deadline passes, by another thread than the receiving one. */
    private WireResponse received() {
        synchronized (body) {
            return new WireResponse(status, headers, body.toArray());
        }
    }

    @Override
    protected int capacityIncrement() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void releaseResources() {
        // The bytes stay: of an error answer that broke off they are still of use.
        released.run();
    }

    /** The answer passed its limit; what had come by then is kept, because a status says enough of an error. */
    static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1L;

        private final transient WireResponse head;

        TooLongException(WireResponse head) {
            super("the answer is longer than its limit");
            this.head = head;
        }

        WireResponse head() {
            return head;
        }
    }
}
