package io.github.camelhf.inference.transport;

import io.github.camelhf.inference.http.AnswerConsumer;
import io.github.camelhf.inference.http.BlockingWork;
import io.github.camelhf.inference.transport.ConnectionSettings.HttpVersionChoice;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/** A call whose answer is long and of which no more is wanted for a while, over a client as calls are made with. */
final class HeldAnswer implements AutoCloseable {

    /** Of the whole answer; many times what may come unasked for. */
    static final int LENGTH = 1 << 20;

    /** What may come unasked for, by HTTP/1.1 and by HTTP/2 alike: the first window, and what was read beyond it. */
    static final int UNASKED = 64 * 1024 + 64 * 1024;

    /** So far ahead the server always is, so that there is always more to read. A connection holds at least as much. */
    private static final int AHEAD = 32 * 1024;

    private static final int PIECE = 4096;
    /** How an answer says where it ends. */
    enum Form {
        CHUNKS("Transfer-Encoding: chunked"),
        LENGTH_SAID("Content-Length: %d"),
        CLOSE("Connection: close");

        private final String header;

        Form(String header) {
            this.header = header;
        }
    }

    private final Form form;
    private final byte[] bytes;
    private final RawServer server;
    private final URI address;
    private final PoolingAsyncClientConnectionManager connections;
    private final CloseableHttpAsyncClient client;
    private final Paced paced = new Paced();
    private int sent;

    /**
     * @param length a multiple of 4096
     * @param secure listens for TLS; null, like {@code tls}, for plain connections
     */
    HeldAnswer(Form form, int length, @Nullable ServerSocket secure, @Nullable SSLContext tls) throws IOException {
        this.form = form;
        bytes = new byte[length];
        new Random(14).nextBytes(bytes);
        server = secure == null ? RawServer.start(this::serve) : RawServer.start(secure, this::serve);
        address = URI.create((secure == null ? "http" : "https") + "://127.0.0.1:" + server.port() + "/");
        ConnectionSettings settings = new ConnectionSettings(Duration.ofSeconds(5), HttpVersionChoice.AUTO, tls, null);
        connections = HttpClients.connections(settings, new BlockingWork(Runnable::run, 16, 16));
        connections.setMaxTotal(8);
        connections.setDefaultMaxPerRoute(8);
        client = HttpClients.client(settings, connections);
        client.start();
    }

    private void serve(RawServer.Connection connection) throws IOException {
        connection.readHead();
        connection.write("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n" + String.format(form.header, bytes.length)
                + "\r\n\r\n");
        OutputStream out = connection.socket().getOutputStream();
        for (int start = 0; start < bytes.length; start += PIECE) {
            out.write(piece(start));
            sent(PIECE);
        }
        if (form == Form.CHUNKS) {
            connection.write("0\r\n\r\n");
        }
        if (form == Form.CLOSE) {
            connection.socket().close();
            sent(1);
        } else {
            connection.readHead();
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nagain");
            connection.drain();
        }
    }

    private byte[] piece(int start) {
        byte[] piece = Arrays.copyOfRange(bytes, start, start + PIECE);
        if (form != Form.CHUNKS) {
            return piece;
        }
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        chunk.writeBytes((Integer.toHexString(PIECE) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        chunk.writeBytes(piece);
        chunk.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        return chunk.toByteArray();
    }

    private synchronized void sent(int count) {
        sent += count;
        notifyAll();
    }

    private synchronized void awaitAhead(int received) throws IOException {
        int all = bytes.length + (form == Form.CLOSE ? 1 : 0);
        try {
            while (sent < Math.min(all, received + AHEAD)) {
                wait();
            }
        } catch (InterruptedException e) {
            throw new IOException("the test is over", e);
        }
    }

    /** How much came although it was not asked for; all of it has come by then that ever will. */
    int receivedUnasked() throws Exception {
        Future<byte[]> whole = execute(paced);
        paced.whole = whole;
        while (!paced.asked.await(100, TimeUnit.MILLISECONDS)) {
            if (whole.isDone()) {
                throw new AssertionError("over without being asked for: " + whole.get().length + " bytes");
            }
        }
        // Each of the two I/O threads ends what it is at before it sees to the next call.
        try (RawServer other =
                RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")) {
            for (int i = 0; i < 2; i++) {
                client.execute(request(other.uri()), new Whole(), null).get(20, TimeUnit.SECONDS);
            }
        }
        return paced.received();
    }

    /** The rest is asked for, of an answer that was begun or is now: whether all bytes are there, in their order. */
    boolean arrivesIntact() throws Exception {
        if (paced.whole == null) {
            paced.whole = execute(paced);
            paced.asked.await();
        }
        paced.release();
        byte[] whole = paced.whole.get(20, TimeUnit.SECONDS);
        return paced.free.await(20, TimeUnit.SECONDS) && Arrays.equals(whole, bytes);
    }

    /** Another call over the same connection. */
    String again() throws Exception {
        String answer = new String(execute(new Whole()).get(20, TimeUnit.SECONDS), StandardCharsets.US_ASCII);
        return answer + " over " + server.connectionCount();
    }

    private Future<byte[]> execute(Whole consumer) {
        return client.execute(request(address), consumer, null);
    }

    private static BasicRequestProducer request(URI uri) {
        return new BasicRequestProducer(new BasicHttpRequest("POST", uri), null);
    }

    @Override
    public void close() throws IOException {
        client.close(CloseMode.IMMEDIATE);
        connections.close();
        server.close();
    }

    private static class Whole extends AnswerConsumer<byte[]> {
        final CountDownLatch free = new CountDownLatch(1);
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        protected void start(HttpResponse response) {
            // The bytes are all that matters.
        }

        @Override
        protected void receive(ByteBuffer source) throws IOException {
            byte[] piece = new byte[source.remaining()];
            source.get(piece);
            synchronized (bytes) {
                bytes.writeBytes(piece);
            }
        }

        int received() {
            synchronized (bytes) {
                return bytes.size();
            }
        }

        @Override
        protected byte[] buildResult() {
            return bytes.toByteArray();
        }

        @Override
        public void releaseResources() {
            free.countDown(); // the connection is in the pool again
        }
    }

    private final class Paced extends Whole {
        private final CountDownLatch asked = new CountDownLatch(1);
        private @Nullable Future<byte[]> whole;
        private @Nullable CapacityChannel channel;
        private boolean released;

        @Override
        protected void receive(ByteBuffer source) throws IOException {
            super.receive(source);
            awaitAhead(received());
        }

        @Override
        public synchronized void updateCapacity(CapacityChannel given) throws IOException {
            channel = given;
            if (released) {
                given.update(PIECE);
            }
            asked.countDown();
        }

        synchronized void release() throws IOException {
            released = true;
            if (channel != null) {
                channel.update(PIECE);
            }
        }
    }
}
