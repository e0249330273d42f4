package io.github.camelhf.inference.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;

/** What is asked over and over. */
enum Workload {
    W1("60-byte text, 768 numbers back", "text-embedding", "vector", 60),
    W2("100 KB picture as it is, 5 labels back", "image-classification", "labels", 100 * 1024),
    W3("100 KB picture as base64 in JSON, 5 labels back", "image-classification", "labels", 100 * 1024),
    W4("5 MB picture as base64 in JSON, 5 labels back", "image-classification", "labels", 5 * 1024 * 1024),
    W5("60-byte text, 5 labels back", "text-classification", "labels", 60),
    W6("200-byte question to a language model, 500 bytes back", "chat", "chat", 200);

    private static final int SMALL = 64 * 1024;
    /** Rows that are encoded together. */
    private static final int MCU = 16;
    /** Room for what stands before the rows. */
    private static final int HEAD = 1200;

    private static final int LARGEST_NOISE = 8 * 1024 * 1024;
    private static final int LARGEST_COMMENT = 60_000;

    /** What a text is made of, with nothing in it that JSON escapes. */
    private static final String WORDS = "The tiles came broken and nobody answers my letters about them. ";

    final String title;
    final String mode;
    final String path;
    private final int size;

    Workload(String title, String mode, String path, int size) {
        this.title = title;
        this.mode = mode;
        this.path = path;
        this.size = size;
    }

    boolean isText() {
        return this == W1 || this == W5 || this == W6;
    }

    boolean isBase64() {
        return this == W3 || this == W4;
    }

    /** The message's body: a text, or the bytes of a JPEG file. */
    Object body() {
        if (!isText()) {
            return picture(size);
        }
        return this == W1
                ? "a".repeat(size)
                : WORDS.repeat(size / WORDS.length() + 1).substring(0, size);
    }

    /** What is said about a text. */
    Map<String, Object> question(Object text) {
        return this == W6
                ? Map.of(
                        "model", "any", "messages", List.of(Map.of("role", "user", "content", text)), "max_tokens", 100)
                : Map.of("inputs", text);
    }

    /** The same as the bytes of its JSON. */
    byte[] json() {
        try {
            return new ObjectMapper().writeValueAsBytes(question(body()));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the server's answer ends with, and has nowhere else. */
    char end() {
        return this == W6 ? '\n' : ']';
    }

    /** A JPEG of noise, of at most some megabytes, with comments that make up the size. */
    static byte[] picture(int size) {
        int width = size < SMALL ? 16 : 512;
        int row = (noise(width, 5 * MCU).length - noise(width, MCU).length) / 4;
        byte[] jpeg = noise(width, MCU * Math.max(1, (Math.min(size, LARGEST_NOISE) / 100 * 99 - HEAD) / row));
        ByteBuffer bytes = ByteBuffer.allocate(size).put(jpeg, 0, 2);
        int rest = size - jpeg.length;
        for (; rest >= 4; rest -= Math.min(rest, LARGEST_COMMENT)) {
            int comment = Math.min(rest, LARGEST_COMMENT);
            bytes.putShort((short) 0xFFFE).putShort((short) (comment - 2)).put(new byte[comment - 4]);
        }
        for (; rest > 0; rest--) {
            bytes.put((byte) 0xFF); // any number of them may stand before a marker
        }
        return bytes.put(jpeg, 2, jpeg.length - 2).array();
    }

    private static byte[] noise(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int[] pixels = new Random(height).ints((long) width * height).toArray();
        image.setRGB(0, 0, width, height, pixels, 0, width);
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "jpeg", jpeg);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
        return jpeg.toByteArray();
    }
}
