package io.github.camelhf.inference.benchmarks.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;

/**
 * The server as a program: {@code BenchmarkServer [port]} listens on the loopback address and prints its port. Paths:
 * {@code /vector} (768 numbers), {@code /labels} (five labels) and {@code /chat} (what a model says), each with a latency in milliseconds behind it if wanted;
 * {@code /batch} (a model that takes one call at a time and needs 50 + 25 n ms for n inputs); {@code /statistics}.
 */
public final class BenchmarkServer {

    /** On two cores the clients need the rest. */
    private static final int LOOPS = 2;

    private BenchmarkServer() {}

    /** Runs until the process ends. */
    public static void main(String[] arguments) throws IOException {
        int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 0;
        ServerSocketChannel listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1024);
        System.out.println(listener.socket().getLocalPort());
        Pace pace = new Pace();
        EventLoop[] loops = new EventLoop[LOOPS];
        for (int i = 0; i < LOOPS; i++) {
            loops[i] = new EventLoop(pace);
            new Thread(loops[i], "loop-" + i).start();
        }
        for (int i = 0; ; i = (i + 1) % LOOPS) {
            loops[i].add(listener.accept());
        }
    }
}
