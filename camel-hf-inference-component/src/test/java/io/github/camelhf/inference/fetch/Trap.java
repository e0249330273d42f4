package io.github.camelhf.inference.fetch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Sockets that count who connects. The operating system completes connections by itself, so none is missed. */
final class Trap implements AutoCloseable {

    private final List<ServerSocketChannel> sockets = new ArrayList<>();
    private int connections;

    private Trap() {}

    /** On one free port of several loopback addresses, as far as this machine has them; 127.0.0.1 it has. */
    static Trap onLoopback() throws IOException {
        Trap trap = new Trap();
        trap.listen(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
        for (String more : List.of("::1", "127.255.255.254")) {
            try {
                trap.listen(InetAddress.getAllByName(more)[0], trap.port());
            } catch (IOException e) {
                // This machine has no such address, so nothing can connect to it.
            }
        }
        return trap;
    }

    static Trap at(InetAddress address, int port) throws IOException {
        Trap trap = new Trap();
        trap.listen(address, port);
        return trap;
    }

    private void listen(InetAddress address, int port) throws IOException {
        ServerSocketChannel socket = ServerSocketChannel.open();
        sockets.add(socket);
        socket.bind(new InetSocketAddress(address, port));
        socket.configureBlocking(false);
    }

    int port() {
        return sockets.get(0).socket().getLocalPort();
    }

    /** How many have connected until now. */
    int connections() throws IOException {
        for (ServerSocketChannel socket : sockets) {
            if (socket.socket().isBound()) {
                count(socket);
            }
        }
        return connections;
    }

    private void count(ServerSocketChannel socket) throws IOException {
        for (SocketChannel caller = socket.accept(); caller != null; caller = socket.accept()) {
            connections++;
            caller.close();
        }
    }

    @Override
    public void close() throws IOException {
        for (ServerSocketChannel socket : sockets) {
            socket.close();
        }
    }
}
