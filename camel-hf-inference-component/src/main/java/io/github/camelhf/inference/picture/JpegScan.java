package io.github.camelhf.inference.picture;

import java.io.EOFException;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * Finds where the compressed data of a JPEG end by counting its blocks: only the Huffman codes are read, nothing is decoded. Knows
 * sequential JPEGs, which are all that cameras write. Source: ITU-T T.81 annexes B, C and F, read 2026-11-26.
 */
final class JpegScan {

    private static final int SEQUENTIAL = 0xC0;
    private static final int EXTENDED = 0xC1;
    private static final int TABLES = 0xC4;
    private static final int RESTART_INTERVAL = 0xDD;
    static final int SCAN = 0xDA;

    private final PictureInput in;
    private final JpegBits bits;
    private final HuffmanCodes[] codes = new HuffmanCodes[32];
    private final Set<Integer> done = new HashSet<>();
    private int[][] components = {};
    private int width;
    private int height;
    private int interval;

    private JpegScan(PictureInput in) {
        this.in = in;
        this.bits = new JpegBits(in);
    }

    /**
     * How many bytes hold every block of the picture.
     *
     * @param in at the first byte of the file
     * @throws EOFException when the file has not all of them, or is of a kind in which they cannot be counted
     */
    static long end(PictureInput in) throws IOException {
        JpegScan scan = new JpegScan(in);
        scan.walk();
        return in.position();
    }

    private void walk() throws IOException {
        JpegSegments segments = new JpegSegments(in);
        while (components.length == 0 || done.size() < components.length) {
            int marker = segments.next();
            if (marker == SEQUENTIAL || marker == EXTENDED) {
                frame(segments.take(segments.length()));
            } else if (JpegSegments.startsFrame(marker) || marker == JpegSegments.END) {
                throw new EOFException();
            } else if (marker == TABLES) {
                tables(segments.take(segments.length()));
            } else if (marker == RESTART_INTERVAL) {
                byte[] body = segments.take(2);
                interval = u16(body, 0);
            } else if (marker == SCAN) {
                scan(segments.take(segments.length()));
            }
        }
    }

    private void frame(byte[] body) throws EOFException {
        height = u16(body, 1);
        width = u16(body, 3);
        int count = at(body, 5);
        components = new int[count][];
        for (int i = 0; i < count; i++) {
            int factors = at(body, 7 + 3 * i);
            components[i] = new int[] {at(body, 6 + 3 * i), factors >> 4, factors & 15};
            if (components[i][1] == 0 || components[i][2] == 0) {
                throw new EOFException();
            }
        }
        if (width == 0 || height == 0 || count == 0) {
            throw new EOFException();
        }
    }

    private void tables(byte[] body) throws EOFException {
        int at = 0;
        while (at < body.length) {
            int which = at(body, at);
            if ((which & 0xEC) != 0) {
                throw new EOFException();
            }
            HuffmanCodes table = HuffmanCodes.of(body, at + 1);
            codes[which] = table;
            at += 17 + table.size();
        }
    }

    private void scan(byte[] body) throws IOException {
        int count = at(body, 0);
        int[][] parts = new int[count][];
        for (int i = 0; i < count; i++) {
            int tables = at(body, 2 + 2 * i);
            int[] component = component(at(body, 1 + 2 * i));
            int blocks = count == 1 ? 1 : component[1] * component[2];
            parts[i] = new int[] {blocks, (tables >> 4) & 15, 16 | (tables & 15)};
            done.add(component[0]);
        }
        bits.restart();
        long units = count == 1 ? blocks(component(at(body, 1))) : units();
        for (long unit = 0; unit < units; unit++) {
            if (interval > 0 && unit > 0 && unit % interval == 0) {
                bits.restartMarker();
            }
            for (int[] part : parts) {
                for (int block = 0; block < part[0]; block++) {
                    block(table(part[1]), table(part[2]));
                }
            }
        }
    }

    /** One coefficient, then the runs of the others: only the codes matter, the values are passed over. */
    private void block(HuffmanCodes first, HuffmanCodes others) throws IOException {
        bits.skip(first.next(bits));
        int place = 1;
        while (place < 64) {
            int code = others.next(bits);
            int size = code & 15;
            if (size == 0 && code != 0xF0) {
                return;
            }
            place += (code >> 4) + 1;
            bits.skip(size);
        }
    }

    private long units() {
        return (long) parts(width, 8 * most(1)) * parts(height, 8 * most(2));
    }

    /** Of a component that has a scan of its own. */
    private long blocks(int[] component) {
        return (long) parts(parts(width * component[1], most(1)), 8) * parts(parts(height * component[2], most(2)), 8);
    }

    private int most(int factor) {
        int most = 1;
        for (int[] component : components) {
            most = Math.max(most, component[factor]);
        }
        return most;
    }

    private static int parts(int length, int size) {
        return (length + size - 1) / size;
    }

    private int[] component(int id) throws EOFException {
        for (int[] component : components) {
            if (component[0] == id) {
                return component;
            }
        }
        throw new EOFException();
    }

    private HuffmanCodes table(int which) throws EOFException {
        HuffmanCodes table = which < codes.length ? codes[which] : null;
        if (table == null) {
            throw new EOFException();
        }
        return table;
    }

    private static int at(byte[] body, int place) throws EOFException {
        if (place >= body.length) {
            throw new EOFException();
        }
        return body[place] & 0xFF;
    }

    private static int u16(byte[] body, int place) throws EOFException {
        return at(body, place) << 8 | at(body, place + 1);
    }
}
