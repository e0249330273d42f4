package io.github.camelhf.inference.benchmarks.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One client's connection: reads a request, sends its answer when it is due, reads the next. Used by one thread. */
final class Connection {

    /** Longest head that is read. */
    private static final int HEAD = 8 * 1024;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final EventLoop loop;
    private final Pace pace;
    private final byte[] headBytes = new byte[HEAD];
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private int headSize;
    private @Nullable Head head;
    private long unread;
    private ByteBuffer answer = ByteBuffer.allocate(0);

    Connection(SocketChannel channel, SelectionKey key, EventLoop loop, Pace pace) {
        this.channel = channel;
        this.key = key;
        this.loop = loop;
        this.pace = pace;
    }

    void ready(ByteBuffer buffer) throws IOException {
        if (key.isWritable()) {
            write();
        }
        if (key.isValid() && key.isReadable()) {
            read(buffer);
        }
    }

    private void read(ByteBuffer buffer) throws IOException {
        buffer.clear();
        int count = channel.read(buffer);
        if (count < 0) {
            channel.close();
            return;
        }
        buffer.flip();
        while (buffer.hasRemaining()) {
            if (head == null) {
                readHead(buffer);
            } else {
                readBody(head, buffer);
            }
        }
    }

    private void readHead(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            headBytes[headSize++] = buffer.get();
            if (endsWithEmptyLine()) {
                Head complete = Head.parse(headBytes, headSize);
                headSize = 0;
                head = complete;
                unread = complete.length();
                kept.reset();
                if (!isStatistics(complete)) {
                    pace.arrived();
                }
                if (unread == 0) {
                    complete(complete);
                }
                return;
            }
        }
    }

    private boolean endsWithEmptyLine() {
        return headSize >= 4
                && headBytes[headSize - 1] == '\n'
                && headBytes[headSize - 2] == '\r'
                && headBytes[headSize - 3] == '\n'
                && headBytes[headSize - 4] == '\r';
    }

    private void readBody(Head request, ByteBuffer buffer) throws IOException {
        int count = (int) Math.min(unread, buffer.remaining());
        if (request.path()[0].equals("batch")) {
            byte[] piece = new byte[count];
            buffer.get(piece);
            kept.write(piece, 0, count);
        } else {
            buffer.position(buffer.position() + count);
        }
        unread -= count;
        if (unread == 0) {
            complete(request);
        }
    }

    private void complete(Head request) throws IOException {
        head = null;
        switch (request.path()[0]) {
            case "batch" -> {
                int items = items(kept.toByteArray());
                answerAt(pace.endOfBatch(items), Answers.batch(items));
            }
            case "statistics" -> send(Answers.json(pace.takeStatistics()));
            default -> {
                byte[] bytes = Answers.fixed(request.path()[0]);
                int millis = request.number(1);
                if (millis == 0) {
                    answer(bytes);
                } else {
                    answerAt(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis), bytes);
                }
            }
        }
    }

    /** Counts the strings in {@code {"inputs":[…]}} or {@code {"inputs":"…"}}; the clients measured here escape nothing in them. */
    private static int items(byte[] body) {
        int quotes = 0;
        int i = "{\"inputs\":".length();
        boolean list = body[i] == '[';
        for (; i < body.length && (list ? body[i] != ']' : quotes < 2); i++) {
            quotes += body[i] == '"' ? 1 : 0;
        }
        return quotes / 2;
    }

    private void answerAt(long nanoTime, byte[] bytes) {
        loop.at(nanoTime, () -> answer(bytes));
    }

    private void answer(byte[] bytes) throws IOException {
        if (!key.isValid()) {
            return;
        }
        pace.answered();
        send(bytes);
    }

    private void send(byte[] bytes) throws IOException {
        answer = ByteBuffer.wrap(bytes);
        write();
    }

    private static boolean isStatistics(Head request) {
        return request.path()[0].equals("statistics");
    }

    private void write() throws IOException {
        channel.write(answer);
        key.interestOps(answer.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }
}
