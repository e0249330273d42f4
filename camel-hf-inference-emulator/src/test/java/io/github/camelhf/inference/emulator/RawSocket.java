package io.github.camelhf.inference.emulator;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** A client that sees every byte and how the connection ends. */
final class RawSocket implements AutoCloseable {
    private final Socket socket;

    RawSocket(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
    }

    /** What arrived until the end, and whether that was a TCP reset. */
    record Received(String text, boolean reset) {}

    RawSocket send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    /** The head of a POST request, without its body. */
    RawSocket head(String path, String... headers) throws IOException {
        return send(headText(path, headers));
    }

    /** A text embedding request for the path; one write, because the answer may be a reset after the head. */
    RawSocket post(String path) throws IOException {
        String body = "{\"inputs\":\"red\"}";
        return send(headText(path, "Content-Type: application/json", "Content-Length: " + body.length()) + body);
    }

    private static String headText(String path, String... headers) {
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
    }

    Received readToEnd() throws IOException {
        StringBuilder text = new StringBuilder();
        InputStream in = socket.getInputStream();
        try {
            for (int b = in.read(); b >= 0; b = in.read()) {
                text.append((char) b);
            }
        } catch (SocketException e) {
            return new Received(text.toString(), true);
        }
        return new Received(text.toString(), false);
    }

    /** What arrived up to and including the mark. */
    String readUntil(String mark) throws IOException {
        StringBuilder text = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (text.length() < mark.length() || text.lastIndexOf(mark) != text.length() - mark.length()) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("the connection ended before " + mark + ": " + text);
            }
            text.append((char) b);
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
