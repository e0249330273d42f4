package io.github.camelhf.inference.benchmarks;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.ImageIO;

/** What is asked over and over. */
enum Workload {
    W1("60-byte text, 768 numbers back", "vector", 60),
    W2("100 KB picture as it is, 5 labels back", "labels", 100 * 1024),
    W3("100 KB picture as base64 in JSON, 5 labels back", "labels", 100 * 1024),
    W4("5 MB picture as base64 in JSON, 5 labels back", "labels", 5 * 1024 * 1024);

    final String title;
    final String path;
    private final int size;

    Workload(String title, String path, int size) {
        this.title = title;
        this.path = path;
        this.size = size;
    }

    boolean isText() {
        return this == W1;
    }

    boolean isBase64() {
        return this == W3 || this == W4;
    }

    /** The message's body: a text, or the bytes of a JPEG file. */
    Object body() {
        return isText() ? "a".repeat(size) : picture(size);
    }

    /** A small JPEG, filled up behind its end with what does not compress. */
    static byte[] picture(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB), "jpeg", jpeg);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
        System.arraycopy(jpeg.toByteArray(), 0, bytes, 0, jpeg.size());
        return bytes;
    }
}
