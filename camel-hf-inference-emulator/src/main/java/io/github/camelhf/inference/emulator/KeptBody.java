package io.github.camelhf.inference.emulator;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * A request body without its useless bulk, so that a 100 MB body that is no picture costs 64 KiB: raw bytes that do not
 * start like one of the five picture formats are cut at the limit, and {@link LongStringCut} does the same inside JSON.
 */
final class KeptBody {
    static final int LIMIT = BodyIntake.HEAD;

    private final Bytes kept;
    private Kind kind = Kind.UNDECIDED;
    private final LongStringCut json;

    private enum Kind {
        UNDECIDED,
        JSON,
        PICTURE,
        OTHER
    }

    /** The body's announced length, or -1, saves copying while a large one grows. */
    KeptBody(long announced) {
        kept = new Bytes(announced);
        json = new LongStringCut(kept);
    }

    void write(byte[] bytes) {
        int from = 0;
        if (kind == Kind.UNDECIDED) {
            from = Math.min(bytes.length, PictureSignature.LENGTH - kept.size());
            kept.write(bytes, 0, from);
            if (kept.size() < PictureSignature.LENGTH) {
                return;
            }
            decide();
        }
        int rest = bytes.length - from;
        switch (kind) {
            case PICTURE -> kept.write(bytes, from, rest);
            case JSON -> json.write(bytes, from, rest);
            default -> kept.write(bytes, from, Math.min(rest, LIMIT - kept.size()));
        }
    }

    /** What was kept; the caller may not change it. */
    byte[] bytes() {
        return kept.whole();
    }

    private void decide() {
        byte[] start = kept.toByteArray();
        int first = 0;
        while (first < start.length && start[first] <= ' ' && start[first] >= 0) {
            first++;
        }
        if (PictureSignature.matches(start)) {
            kind = Kind.PICTURE;
            kept.reserve();
        } else if (first < start.length && (start[first] == '{' || start[first] == '[')) {
            kind = Kind.JSON;
            kept.reset();
            json.write(start, 0, start.length);
        } else {
            kind = Kind.OTHER;
        }
    }

    /** A growing array that can be given away without a copy. */
    static final class Bytes extends ByteArrayOutputStream {
        private final int announced;

        Bytes(long announced) {
            this.announced = (int) Math.min(announced, Integer.MAX_VALUE - 16);
        }

        /** Makes room for the whole announced body, now that it is known to be kept. */
        void reserve() {
            if (announced > buf.length) {
                buf = Arrays.copyOf(buf, announced);
            }
        }

        byte[] whole() {
            return count == buf.length ? buf : toByteArray();
        }
    }
}
