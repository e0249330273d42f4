package io.github.camelhf.inference.emulator;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Takes a request body piece by piece: counts and hashes all of it, remembers its head for the record, and keeps for the
 * inference only what the inference can use. Not thread-safe.
 */
final class BodyIntake {
    static final int HEAD = 64 * 1024;

    private final long maximum;
    private final MessageDigest sha256 = sha256();
    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private final KeptBody kept;
    private long length;

    /** {@code announced} is the Content-Length, or -1. */
    BodyIntake(long maximum, long announced) {
        this.maximum = maximum;
        this.kept = new KeptBody(announced);
    }

    /** Takes one piece; false once the body is longer than the maximum. */
    boolean accept(ByteBuffer piece) {
        byte[] bytes = new byte[piece.remaining()];
        piece.get(bytes);
        length += bytes.length;
        sha256.update(bytes);
        head.write(bytes, 0, Math.min(bytes.length, HEAD - head.size()));
        if (length > maximum) {
            return false;
        }
        kept.write(bytes);
        return true;
    }

    long length() {
        return length;
    }

    byte[] head() {
        return head.toByteArray();
    }

    /** The hash of everything taken; call once, at the end. */
    String sha256Hex() {
        return HexFormat.of().formatHex(sha256.digest());
    }

    /** The body as far as the inference needs it. */
    byte[] kept() {
        return kept.bytes();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
