package io.github.camelhf.inference.picture;

import io.github.camelhf.inference.input.Content;
import java.io.EOFException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The first directory of a TIFF file, or of the Exif notes that have the same form. What is missing or broken says nothing.
 * Source: TIFF 6.0 sections 2 and 8, read 2026-11-20.
 */
final class TiffDirectory {

    static final int BITS_PER_SAMPLE = 0x0102;
    static final int PHOTOMETRIC = 0x0106;
    static final int ORIENTATION = 0x0112;
    static final int EXTRA_SAMPLES = 0x0152;
    static final int SAMPLE_FORMAT = 0x0153;

    /** Enough for the header and a first directory of the usual length. */
    static final int HEAD = 16 * 1024;

    /** More samples than a picture has in a pixel. */
    private static final int MOST_VALUES = 16;

    /** An entry's bytes, and where in them its type, its count and its value stand. */
    private static final int ENTRY = 12;

    private static final int TYPE = 2;
    private static final int COUNT = 4;
    private static final int VALUE = 8;
    private static final int SHORT = 3;
    private static final int HEADER = 8;
    private static final int LITTLE = 0x4949;
    private static final int BIG = 0x4D4D;

    private final ByteBuffer tiff;

    /** @param tiff from the byte order on; places in the file are places in this buffer */
    TiffDirectory(ByteBuffer tiff) {
        this.tiff = tiff;
    }

    /** Of a file, whose directory often stands at its end: it is put behind a header of its own. */
    static TiffDirectory of(Content content) throws IOException {
        try (var stream = content.open()) {
            byte[] header = stream.readNBytes(HEADER);
            if (header.length < HEADER) {
                return new TiffDirectory(ByteBuffer.allocate(0));
            }
            ByteBuffer tiff = ByteBuffer.allocate(HEAD).put(header).rewind();
            tiff.order(tiff.getShort(0) == LITTLE ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            stream.skipNBytes(Math.max(0, (tiff.getInt(4) & 0xFFFFFFFFL) - HEADER));
            tiff.putInt(4, HEADER);
            stream.readNBytes(tiff.array(), HEADER, HEAD - HEADER);
            return new TiffDirectory(tiff);
        } catch (EOFException e) {
            return new TiffDirectory(ByteBuffer.allocate(0));
        }
    }

    /** The value of an entry that is one small number, or what stands for an entry that is not there. */
    int value(int wanted, int otherwise) {
        ByteBuffer entry = entry(wanted);
        return entry == null || entry.getShort(TYPE) != SHORT ? otherwise : entry.getShort(VALUE) & 0xFFFF;
    }

    /**
     * The values of an entry of small numbers, which stand elsewhere in the file when they are more than two.
     *
     * @return none when the entry is not there, at most {@value #MOST_VALUES}
     */
    int[] values(int wanted, Content file) throws IOException {
        ByteBuffer entry = entry(wanted);
        if (entry == null || entry.getShort(TYPE) != SHORT) {
            return new int[0];
        }
        int count = Math.max(0, Math.min(entry.getInt(COUNT), MOST_VALUES));
        ByteBuffer found =
                count <= 2 ? entry.slice(VALUE, 4) : read(file, entry.getInt(VALUE) & 0xFFFFFFFFL, 2 * count);
        int[] values = new int[Math.min(count, found.limit() / 2)];
        for (int i = 0; i < values.length; i++) {
            values[i] = found.order(entry.order()).getShort(2 * i) & 0xFFFF;
        }
        return values;
    }

    private static ByteBuffer read(Content file, long place, int length) throws IOException {
        try (var stream = file.open()) {
            stream.skipNBytes(place);
            return ByteBuffer.wrap(stream.readNBytes(length));
        } catch (EOFException e) {
            return ByteBuffer.allocate(0);
        }
    }

    /** The twelve bytes of an entry in the file's byte order. */
    private @Nullable ByteBuffer entry(int wanted) {
        ByteBuffer in = tiff.duplicate().order(ByteOrder.BIG_ENDIAN).rewind();
        try {
            int order = in.getShort();
            if (order == LITTLE) {
                in.order(ByteOrder.LITTLE_ENDIAN);
            } else if (order != BIG) {
                return null;
            }
            if (in.getShort() != 42) {
                return null;
            }
            in.position(in.getInt());
            for (int entries = in.getShort() & 0xFFFF; entries > 0; entries--) {
                ByteBuffer entry = in.slice(in.position(), ENTRY).order(in.order());
                if ((entry.getShort(0) & 0xFFFF) == wanted) {
                    return entry;
                }
                in.position(in.position() + ENTRY);
            }
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
            // A note that leads nowhere says nothing.
        }
        return null;
    }
}
