package io.github.camelhf.inference.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What the server can do: bare sockets send the same finished bytes over and over and count answers by their length. */
final class Ceiling {

    private Ceiling() {}

    /** Calls in a second over so many connections. */
    static double measure(Workload workload, int port, int connections, Duration time) throws Exception {
        byte[] request = request(workload);
        AtomicLong calls = new AtomicLong();
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        long end = System.nanoTime() + time.toNanos();
        for (int i = 0; i < connections; i++) {
            threads.execute(() -> {
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    socket.setTcpNoDelay(true);
                    while (System.nanoTime() < end) {
                        call(socket.getInputStream(), socket.getOutputStream(), request, workload.end());
                        calls.incrementAndGet();
                    }
                } catch (IOException e) {
                    failure.set(e);
                }
            });
        }
        threads.shutdown();
        if (!threads.awaitTermination(time.toMillis() + 10_000, TimeUnit.MILLISECONDS) || failure.get() != null) {
            throw new IllegalStateException("the server did not keep up", failure.get());
        }
        return calls.get() / (time.toNanos() / 1e9);
    }

    private static byte[] request(Workload workload) {
        byte[] body = workload.isText() ? workload.json() : (byte[]) workload.body();
        byte[] sent = workload.isBase64() ? Base64.getEncoder().encode(body) : body;
        byte[] head = ("POST /" + workload.path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + sent.length
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] request = new byte[head.length + sent.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(sent, 0, request, head.length, sent.length);
        return request;
    }

    /** The answers of the server end where a read ends with their last character: nothing follows before the next request. */
    private static void call(InputStream input, OutputStream output, byte[] request, char end) throws IOException {
        output.write(request);
        byte[] buffer = new byte[32 * 1024];
        int size = 0;
        while (size == 0 || buffer[size - 1] != end) {
            int count = input.read(buffer, size, buffer.length - size);
            if (count < 0) {
                throw new IOException("the server closed the connection");
            }
            size += count;
        }
    }
}
