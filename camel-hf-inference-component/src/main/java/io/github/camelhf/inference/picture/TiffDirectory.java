package io.github.camelhf.inference.picture;

import io.github.camelhf.inference.input.Content;
import java.io.EOFException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The first directory of a TIFF file, or of the Exif notes that have the same form. What is missing or broken says nothing.
 * Source: TIFF 6.0 sections 2 and 8, read 2026-11-20.
 */
final class TiffDirectory {

    static final int PHOTOMETRIC = 0x0106;
    static final int ORIENTATION = 0x0112;

    /** Enough for the header and a first directory of the usual length. */
    static final int HEAD = 16 * 1024;

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
        ByteBuffer in = tiff.duplicate().order(ByteOrder.BIG_ENDIAN).rewind();
        try {
            int order = in.getShort();
            if (order == LITTLE) {
                in.order(ByteOrder.LITTLE_ENDIAN);
            } else if (order != BIG) {
                return otherwise;
            }
            if (in.getShort() != 42) {
                return otherwise;
            }
            in.position(in.getInt());
            for (int entries = in.getShort() & 0xFFFF; entries > 0; entries--) {
                int tag = in.getShort() & 0xFFFF;
                int type = in.getShort();
                in.getInt();
                int value = in.getShort() & 0xFFFF;
                in.getShort();
                if (tag == wanted) {
                    return type == SHORT ? value : otherwise;
                }
            }
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            // A note that leads nowhere says nothing.
        }
        return otherwise;
    }
}
