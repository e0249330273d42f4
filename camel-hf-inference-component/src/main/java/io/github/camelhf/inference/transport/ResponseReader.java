package io.github.camelhf.inference.transport;

import io.github.camelhf.inference.http.AnswerConsumer;
import io.github.camelhf.inference.input.ByteSize;
import io.github.camelhf.inference.input.Content;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.jspecify.annotations.Nullable;

/**
 * Collects an answer up to its limit; one that is no JSON goes where the request wants it, if it wants that. Of an error answer only
 * the first {@value #ERROR_HEAD} bytes are kept: some servers echo the whole picture in it. Source: the Inference Toolkit's image loading error repeats its input, read 2026-11-20.
 */
final class ResponseReader extends AnswerConsumer<WireResponse> {

    static final int ERROR_HEAD = 64 * 1024;

    /** Of media; enough to show an error that is sent as such. */
    private static final int MEDIA_HEAD = 8 * 1024;

    private final ByteSize limit;
    private final Progress progress;
    private final Runnable released;
    private final @Nullable WriteBehind media;
    private final ReceivedBytes body = new ReceivedBytes();

    /** Whether the answer is media; of the I/O thread. */
    private boolean streams;

    private long streamed;
    private volatile @Nullable Content written;
    private volatile boolean over;
    private int status;
    private Map<String, String> headers = Map.of();

    /**
     * For one exchange.
     *
     * @param limit    of an answer that is collected here
     * @param released called when the connection is free again, or the call has failed; maybe more than once
     * @param media    takes an answer that is no JSON; null to collect it, too
     */
    ResponseReader(ByteSize limit, Progress progress, Runnable released, @Nullable WriteBehind media) {
        this.limit = limit;
        this.progress = progress;
        this.released = released;
        this.media = media;
    }

    @Override
    protected void start(HttpResponse response) throws IOException {
        progress.sent();
        status = response.getCode();
        headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Header header : response.getHeaders()) {
            headers.putIfAbsent(header.getName(), String.valueOf(header.getValue()));
        }
        streams = media != null && isSuccess() && !isJson(headers.getOrDefault("content-type", ""));
        long announced = length(headers.getOrDefault("content-length", ""));
        body.expect(Math.min(announced, room()));
        if (!isSuccess()) {
            progress.errorAnswer(this::received);
        } else if (announced > longest().bytes()) {
            throw tooLong();
        }
    }

    /** Also {@code application/problem+json} and the like; without a word about it JSON is not to be expected. */
    private static boolean isJson(String contentType) {
        String type = contentType.toLowerCase(Locale.ROOT);
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).trim().endsWith("json");
    }

    private ByteSize longest() {
        return streams && media != null ? media.limit() : limit;
    }

    private TooLongException tooLong() {
        return new TooLongException(received(), longest(), streams ? "maxMediaSize" : "maxResponseSize");
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
        if (streams && media != null) {
            stream(source, media);
            return;
        }
        synchronized (body) {
            body.add(source, (int) Math.min(source.remaining(), room() - body.size()));
        }
        if (source.hasRemaining()) {
            // Nothing after it is of use, and an endless answer has no end to wait for.
            throw tooLong();
        }
    }

    private void stream(ByteBuffer source, WriteBehind target) throws IOException {
        synchronized (body) {
            body.add(source.duplicate(), (int) Math.min(source.remaining(), room() - body.size()));
        }
        int count = (int) Math.min(source.remaining(), longest().bytes() - streamed);
        target.add(source, count);
        streamed += count;
        if (source.hasRemaining()) {
            throw tooLong();
        }
    }

    /** Bytes that are kept. */
    private long room() {
        if (streams) {
            return MEDIA_HEAD;
        }
        return isSuccess() ? limit.bytes() : Math.min(limit.bytes(), ERROR_HEAD);
    }

    @Override
    public void updateCapacity(CapacityChannel channel) throws IOException {
        if (streams && media != null) {
            media.ask(channel);
        } else {
            super.updateCapacity(channel);
        }
    }

    /** Media are there when they are written, and the connection is free before. */
    @Override
    protected void ended() {
        if (!streams || media == null) {
            complete();
            return;
        }
        media.end(new WriteBehind.Ending() {
            @Override
            public void written(Content content) {
                written = content;
                complete();
                if (over) {
                    released.run();
                }
            }

            @Override
            public void failed(IOException cause) {
                fail(cause);
            }
        });
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
            return new WireResponse(status, headers, body.toArray(), written);
        }
    }

    @Override
    public void releaseResources() {
        // The bytes stay: of an error answer that broke off they are still of use.
        over = true;
        if (media != null) {
            media.close();
        }
        released.run();
    }

    /** The answer passed its limit; what had come by then is kept, because a status says enough of an error. */
    static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1L;

        private final transient WireResponse head;
        private final transient ByteSize limit;
        private final String option;

        /** @param option that sets the limit */
        TooLongException(WireResponse head, ByteSize limit, String option) {
            super("the answer is longer than its limit");
            this.head = head;
            this.limit = limit;
            this.option = option;
        }

        ByteSize limit() {
            return limit;
        }

        String option() {
            return option;
        }

        WireResponse head() {
            return head;
        }
    }
}
