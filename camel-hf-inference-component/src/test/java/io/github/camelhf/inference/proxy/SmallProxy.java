package io.github.camelhf.inference.proxy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A proxy that makes tunnels and passes plain requests on, all to one server, to whoever knows its login. */
public final class SmallProxy implements AutoCloseable {

    private final ServerSocket listener;
    private final int server;
    private final @Nullable String login;
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    private SmallProxy(int server, @Nullable String login) throws IOException {
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.server = server;
        this.login = login;
    }

    /**
     * Starts one.
     *
     * @param server the port on this machine that it takes every host for
     * @param login  user:password, null for everybody
     */
    public static SmallProxy start(int server, @Nullable String login) throws IOException {
        SmallProxy proxy = new SmallProxy(server, login);
        proxy.run(() -> {
            while (true) {
                Socket connection = proxy.listener.accept();
                proxy.sockets.add(connection);
                proxy.run(() -> proxy.serve(connection));
            }
        });
        return proxy;
    }

    private interface Work {
        void run() throws IOException;
    }

    private void run(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // One side has closed, which is how each of these ends.
                    }
                },
                "small-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Socket client) throws IOException {
        String head = head(client.getInputStream());
        heads.add(head);
        if (login != null && !head.contains("Proxy-Authorization: Basic " + base64(login) + "\r\n")) {
            write(
                    client.getOutputStream(),
                    "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"p\"\r\n"
                            + "Content-Length: 6\r\nConnection: close\r\n\r\nlog in");
            client.close();
            return;
        }
        try (client;
                Socket other = new Socket(InetAddress.getLoopbackAddress(), server)) {
            if (head.startsWith("CONNECT ")) {
                write(client.getOutputStream(), "HTTP/1.1 200 Connection established\r\n\r\n");
            } else {
                write(other.getOutputStream(), head.replaceAll("Proxy-Authorization: [^\r]*\r\n", ""));
            }
            run(() -> other.getInputStream().transferTo(client.getOutputStream()));
            client.getInputStream().transferTo(other.getOutputStream());
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (!bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("closed within the head");
            }
            bytes.write(next);
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** The heads of all requests to it, of a tunnel the CONNECT only. */
    public List<String> heads() {
        return heads;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
