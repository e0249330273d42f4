package io.github.camelhf.inference.fault;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One connection of a {@link FaultServer}. */
final class FaultConnection implements Closeable {

    private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: (\\d+)\r\n");

    private final Socket socket;
    private final int number;
    private final Consumer<String> heads;
    private final InputStream in;
    private final OutputStream out;

    FaultConnection(Socket socket, int number, Consumer<String> heads) throws IOException {
        this.socket = socket;
        this.number = number;
        this.heads = heads;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    /** How many connections were there before. */
    int number() {
        return number;
    }

    Socket socket() {
        return socket;
    }

    /** Reads up to the blank line. */
    String readHead() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the client closed");
            }
            head.append((char) next);
        }
        heads.accept(head.toString());
        return head.toString();
    }

    /** Reads head and body. */
    String readRequest() throws IOException {
        String head = readHead();
        Matcher length = LENGTH.matcher(head.toLowerCase(Locale.ROOT));
        if (length.find()) {
            in.skipNBytes(Long.parseLong(length.group(1)));
        }
        return head;
    }

    void write(String text) throws IOException {
        write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void write(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** A whole answer with its length. */
    void answer(String statusAndHeaders, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        write("HTTP/1.1 " + statusAndHeaders + "\r\nContent-Length: " + bytes.length + "\r\n\r\n");
        write(bytes);
    }

    /** Writes again and again, with a pause after each, until the client has had enough. */
    void writeForever(String piece, long pauseMillis) throws IOException {
        byte[] bytes = piece.getBytes(StandardCharsets.ISO_8859_1);
        while (!socket.isClosed()) {
            write(bytes);
            LockSupport.parkNanos(pauseMillis * 1_000_000);
        }
    }

    /** Says nothing until the client closes. */
    void awaitClose() throws IOException {
        in.transferTo(OutputStream.nullOutputStream());
    }

    /** Ends the connection with a TCP reset. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    byte[] read(int count) throws IOException {
        return in.readNBytes(count);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
