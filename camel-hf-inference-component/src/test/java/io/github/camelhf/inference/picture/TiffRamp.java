package io.github.camelhf.inference.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/**
 * A TIFF whose columns go from black to white, not compressed, its bits packed as TIFF 6.0 has it.
 *
 * @param bits        of a sample
 * @param photometric 0 white is zero, 1 black is zero, 2 RGB, 5 ink
 * @param alpha       with a sample of full opacity
 * @param format      of the samples, 1 is without a sign
 */
record TiffRamp(int bits, int photometric, boolean alpha, int format) {

    static final int WIDTH = 160;
    static final int HEIGHT = 32;

    /** Columns of one value each. */
    private static final int STEP = 10;

    private int samples() {
        int colours = switch (photometric) {
            case 2 -> 3;
            case 5 -> 4;
            default -> 1;
        };
        return colours + (alpha ? 1 : 0);
    }

    private long sample(int column) {
        long most = (1L << bits) - 1;
        return Math.round((column / STEP) * (double) most / (WIDTH / STEP - 1));
    }

    byte[] bytes() {
        byte[] row = row();
        int start = 8;
        int directory = start + row.length * HEIGHT;
        int entries = 10 + (alpha ? 1 : 0);
        int outside = directory + 2 + 12 * entries + 4;
        ByteBuffer tiff = ByteBuffer.allocate(outside + 4 * samples());
        tiff.putInt(0x4D4D002A).putInt(directory);
        for (int y = 0; y < HEIGHT; y++) {
            tiff.put(row);
        }
        tiff.putShort((short) entries);
        entry(tiff, 256, WIDTH);
        entry(tiff, 257, HEIGHT);
        shorts(tiff, 258, bits, outside);
        entry(tiff, 259, 1);
        entry(tiff, 262, photometric);
        longEntry(tiff, 273, start);
        entry(tiff, 277, samples());
        entry(tiff, 278, HEIGHT);
        longEntry(tiff, 279, row.length * HEIGHT);
        if (alpha) {
            entry(tiff, 338, 2);
        }
        shorts(tiff, 339, format, outside + 2 * samples());
        return tiff.array();
    }

    private byte[] row() {
        BigInteger packed = BigInteger.ONE;
        int count = 0;
        for (int x = 0; x < WIDTH; x++) {
            long value = photometric == 0 ? (1L << bits) - 1 - sample(x) : sample(x);
            for (int i = 0; i < samples(); i++) {
                boolean opacity = alpha && i == samples() - 1;
                packed = packed.shiftLeft(bits).or(BigInteger.valueOf(opacity ? (1L << bits) - 1 : value));
                count += bits;
            }
        }
        packed = packed.shiftLeft((8 - count % 8) % 8);
        // The one in front keeps leading zeros, and is cut off with its byte.
        byte[] all = packed.toByteArray();
        int length = (count + 7) / 8;
        ByteArrayOutputStream row = new ByteArrayOutputStream();
        row.write(all, all.length - length, length);
        return row.toByteArray();
    }

    private static void entry(ByteBuffer tiff, int tag, int value) {
        tiff.putShort((short) tag)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) value)
                .putShort((short) 0);
    }

    private static void longEntry(ByteBuffer tiff, int tag, int value) {
        tiff.putShort((short) tag).putShort((short) 4).putInt(1).putInt(value);
    }

    /** One value for each sample, which stand elsewhere when they are more than two. */
    private void shorts(ByteBuffer tiff, int tag, int value, int outside) {
        tiff.putShort((short) tag).putShort((short) 3).putInt(samples());
        if (samples() > 2) {
            tiff.putInt(outside);
            for (int i = 0; i < samples(); i++) {
                tiff.putShort(outside + 2 * i, (short) value);
            }
        } else {
            tiff.putShort((short) value).putShort((short) (samples() > 1 ? value : 0));
        }
    }

    /** The largest in the middle of a column of one value. */
    double difference(BufferedImage image) {
        double most = 0;
        for (int i = 0; i < WIDTH / STEP; i++) {
            int column = i * STEP + STEP / 2;
            double expected = 255.0 * sample(column) / ((1L << bits) - 1);
            int rgb = image.getRGB(column * image.getWidth() / WIDTH, image.getHeight() / 2);
            for (int shift = 0; shift <= 16; shift += 8) {
                most = Math.max(most, Math.abs((rgb >> shift & 0xFF) - expected));
            }
        }
        return most;
    }
}
