package io.github.camelhf.inference.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.error.HfInferenceException;
import io.github.camelhf.inference.http.BlockingWork;
import io.github.camelhf.inference.http.ClientThreads;
import io.github.camelhf.inference.input.ByteSize;
import io.github.camelhf.inference.input.Content;
import io.github.camelhf.inference.proxy.Proxy;
import io.github.camelhf.inference.transport.ConnectionSettings.HttpVersionChoice;
import io.github.camelhf.inference.transport.WireRequest.Limits;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A started transport with its timer, and requests for it. */
final class Calls implements AutoCloseable {

    static final String TOKEN = "hf_abcdefghijklmnopqrstuvwxyz";
    static final Limits LIMITS =
            new Limits(Duration.ofSeconds(20), new ByteSize(16 * 1024 * 1024), Duration.ofMinutes(2));

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(daemon("deadlines"));
    private final ExecutorService answers = Executors.newSingleThreadExecutor(daemon("answers"));
    private final ExecutorService blocking = Executors.newCachedThreadPool(daemon("blocking"));
    private final HttpTransport transport;

    private Calls(ConnectionSettings settings) {
        this(settings, null);
    }

    private Calls(ConnectionSettings settings, @Nullable Executor disk) {
        ClientThreads usual = new ClientThreads(timer, answers, blocking);
        transport = HttpTransport.start(
                settings,
                disk == null
                        ? usual
                        : new ClientThreads(timer, answers, usual.lookups(), new BlockingWork(disk, 32, 8)));
        transport.reserve(8);
    }

    /** With a disk that works when it is told to. */
    static Calls withDisk(Executor disk) {
        return new Calls(new ConnectionSettings(Duration.ofSeconds(5), HttpVersionChoice.AUTO, null, null), disk);
    }

    static Calls over(HttpVersionChoice version) {
        return new Calls(new ConnectionSettings(Duration.ofSeconds(5), version, null, null));
    }

    static Calls over(ConnectionSettings settings) {
        return new Calls(settings);
    }

    static Calls through(Proxy proxy) {
        return new Calls(new ConnectionSettings(Duration.ofSeconds(5), HttpVersionChoice.AUTO, null, proxy));
    }

    static Calls trusting(HttpVersionChoice version, @Nullable SSLContext context, Duration connectTimeout) {
        return new Calls(new ConnectionSettings(connectTimeout, version, context, null));
    }

    private static ThreadFactory daemon(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    HttpTransport transport() {
        return transport;
    }

    WireResponse answer(WireRequest request) throws Exception {
        return transport.send(request).get(20, TimeUnit.SECONDS);
    }

    /** The exception with which the call ends, which must be of exactly this class. */
    <T extends HfInferenceException> T failure(WireRequest request, Class<T> expected)
            throws InterruptedException, TimeoutException {
        try {
            WireResponse response = transport.send(request).get(20, TimeUnit.SECONDS);
            throw new AssertionError("expected " + expected.getSimpleName() + ", got an answer: " + response.status());
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isExactlyInstanceOf(expected);
            return Objects.requireNonNull(expected.cast(e.getCause()));
        }
    }

    static WireRequest request(URI uri, WireBody body) {
        return request(uri, body, LIMITS);
    }

    static WireRequest request(URI uri, WireBody body, Limits limits) {
        return new WireRequest(uri, Map.of("Accept", "application/json", "User-Agent", "test/1"), TOKEN, body, limits);
    }

    static Limits within(Duration timeout) {
        return new Limits(timeout, LIMITS.maxResponseSize(), LIMITS.maxRetryAfter());
    }

    static WireBody json(String text) {
        return new WireBody(WireBody.JSON, List.of(new WireBody.Literal(text)));
    }

    static WireResponse response(int status, Map<String, String> headers, String body) {
        return new WireResponse(status, headers, body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** So many zero bytes that need no memory. */
    static Content zeros(long length) {
        return new Content() {
            @Override
            public long length() {
                return length;
            }

            @Override
            public InputStream open() {
                return new Zeros(length);
            }
        };
    }

    @Override
    public void close() {
        transport.close();
        timer.shutdownNow();
        answers.shutdown();
        blocking.shutdownNow();
    }

    private static final class Zeros extends InputStream {
        private long left;

        Zeros(long length) {
            this.left = length;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int count = new ByteArrayInputStream(new byte[(int) Math.min(length, left)]).read(target, offset, length);
            left -= count;
            return count;
        }
    }
}
