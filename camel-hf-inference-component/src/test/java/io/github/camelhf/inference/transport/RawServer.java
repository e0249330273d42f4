package io.github.camelhf.inference.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that does with each connection what its script says, to the byte. */
final class RawServer implements AutoCloseable {

    private final ServerSocket listener;
    private final Script script;
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final List<String> heads = new CopyOnWriteArrayList<>();

    private RawServer(ServerSocket listener, Script script) {
        this.listener = listener;
        this.script = script;
    }

    /** What happens on one connection; it is closed when the script returns, and its failure ends only that connection. */
    @FunctionalInterface
    interface Script {
        void serve(Connection connection) throws IOException;
    }

    static RawServer start(Script script) throws IOException {
        return start(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
    }

    static RawServer start(ServerSocket listener, Script script) {
        RawServer server = new RawServer(listener, script);
        daemon(server::accept);
        return server;
    }

    /** Reads each request and gives the same answer. */
    static RawServer answering(String answer) throws IOException {
        return start(connection -> {
            connection.readRequest();
            connection.write(answer);
        });
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port() + "/");
    }

    int port() {
        return listener.getLocalPort();
    }

    int connectionCount() {
        return connections.size();
    }

    /** The request heads that were read, in lower case. */
    List<String> heads() {
        return heads;
    }

    @SuppressWarnings("resource") // close() ends them all
    private void accept() {
        try {
            while (!listener.isClosed()) {
                Socket socket = listener.accept();
                connections.add(socket);
                daemon(() -> serve(socket));
            }
        } catch (IOException e) {
            // The listener was closed: the test is over.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            script.serve(new Connection(socket));
        } catch (IOException e) {
            // The client went away first: the test looks at what the client saw.
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }

    /** One accepted connection. */
    final class Connection {
        private final Socket socket;
        private final InputStream in;

        private Connection(Socket socket) throws IOException {
            this.socket = socket;
            this.in = socket.getInputStream();
        }

        Socket socket() {
            return socket;
        }

        /** Reads up to the empty line. */
        String readHead() throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            String text = "";
            while (!text.endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    throw new IOException("the client closed within the head");
                }
                bytes.write(next);
                text = next == '\n' ? bytes.toString(StandardCharsets.US_ASCII) : "";
            }
            String head = text.toLowerCase(Locale.ROOT);
            heads.add(head);
            return head;
        }

        /** Reads the head and as many bytes as its content length says. */
        byte[] readRequest() throws IOException {
            String head = readHead();
            String length = head.lines()
                    .filter(line -> line.startsWith("content-length:"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no content length in " + head))
                    .substring("content-length:".length())
                    .trim();
            return in.readNBytes(Integer.parseInt(length));
        }

        /** Exactly so many bytes. */
        byte[] read(int count) throws IOException {
            byte[] bytes = in.readNBytes(count);
            if (bytes.length < count) {
                throw new IOException("the client closed");
            }
            return bytes;
        }

        /** Reads and forgets until the client closes. */
        void drain() throws IOException {
            in.transferTo(OutputStream.nullOutputStream());
        }

        void write(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
        }

        /** Ends the connection with a reset instead of an orderly close. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }
}
