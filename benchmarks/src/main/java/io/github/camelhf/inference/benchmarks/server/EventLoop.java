package io.github.camelhf.inference.benchmarks.server;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** One thread that serves many connections. */
final class EventLoop implements Runnable {

    private record Due(long nanoTime, Step step) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            return Long.compare(nanoTime - other.nanoTime, 0);
        }
    }

    /** Something that a connection does later. */
    interface Step {
        void run() throws IOException;
    }

    private final Selector selector;
    private final Pace pace;
    private final Queue<SocketChannel> accepted = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Due> later = new PriorityQueue<>();
    /** Direct: what is read into it is thrown away, and need not be copied for that. */
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(256 * 1024);

    EventLoop(Pace pace) throws IOException {
        this.selector = Selector.open();
        this.pace = pace;
    }

    /** Takes a connection over; the only method that other threads call. */
    void add(SocketChannel channel) {
        accepted.add(channel);
        selector.wakeup();
    }

    void at(long nanoTime, Step step) {
        later.add(new Due(nanoTime, step));
    }

    @Override
    public void run() {
        try {
            while (selector.isOpen()) {
                select();
                for (SocketChannel channel = accepted.poll(); channel != null; channel = accepted.poll()) {
                    register(channel);
                }
                for (Due due = later.peek(); due != null && due.nanoTime() <= System.nanoTime(); due = later.peek()) {
                    later.remove();
                    due.step().run();
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("the benchmark server failed", e);
        }
    }

    private void select() throws IOException {
        Due next = later.peek();
        if (next == null) {
            selector.select(this::serve);
            return;
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(next.nanoTime() - System.nanoTime());
        if (millis > 0) {
            selector.select(this::serve, millis);
        } else {
            selector.selectNow(this::serve);
        }
    }

    private void register(SocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
        key.attach(new Connection(channel, key, this, pace));
    }

    private void serve(SelectionKey key) {
        try {
            ((Connection) key.attachment()).ready(buffer);
        } catch (IOException e) {
            // The client has gone: its connection goes, too.
            key.cancel();
            try {
                key.channel().close();
            } catch (IOException closing) {
                throw new IllegalStateException(closing);
            }
        }
    }
}
