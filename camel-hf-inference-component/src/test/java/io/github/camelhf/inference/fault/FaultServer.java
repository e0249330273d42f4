package io.github.camelhf.inference.fault;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that follows a script on each connection, down to the byte. Counts what arrives. */
final class FaultServer implements AutoCloseable {

    /** What happens on one connection; the connection ends with it. */
    @FunctionalInterface
    interface Script {
        void run(FaultConnection connection) throws Exception;
    }

    private final ServerSocket listener;
    private final Script script;
    private final Set<FaultConnection> open = ConcurrentHashMap.newKeySet();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();

    FaultServer(ServerSocket listener, Script script) {
        this.listener = listener;
        this.script = script;
        daemon("fault-accept", this::accept);
    }

    static FaultServer start(Script script) throws IOException {
        return new FaultServer(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()), script);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                FaultConnection connection = new FaultConnection(socket, connections.getAndIncrement(), heads::add);
                open.add(connection);
                daemon("fault-connection", () -> serve(connection));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(FaultConnection connection) {
        try (connection) {
            script.run(connection);
        } catch (Exception e) {
            // The client ended the connection, which the script is there to make it do.
        } finally {
            open.remove(connection);
        }
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listener.getLocalPort();
    }

    /** The request heads that arrived whole: the attempts that the server saw. */
    List<String> heads() {
        return heads;
    }

    /** Returns when the client holds no connection any more. */
    void awaitNoConnections() {
        await().pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(30))
                .until(open::isEmpty);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (FaultConnection connection : open) {
            connection.close();
        }
    }
}
