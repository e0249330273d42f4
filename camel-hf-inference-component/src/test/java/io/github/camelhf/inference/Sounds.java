package io.github.camelhf.inference;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Recordings made for tests. */
public final class Sounds {

    private static final int RATE = 8000;

    private Sounds() {}

    /** A WAV of 16-bit samples with a tone for each second, in hertz; 0 is silence. */
    public static byte[] wav(int... tones) {
        int length = 2 * RATE * tones.length;
        ByteBuffer wav = ByteBuffer.allocate(44 + length).order(ByteOrder.LITTLE_ENDIAN);
        wav.put(ascii("RIFF")).putInt(36 + length).put(ascii("WAVEfmt ")).putInt(16);
        wav.putShort((short) 1)
                .putShort((short) 1)
                .putInt(RATE)
                .putInt(2 * RATE)
                .putShort((short) 2);
        wav.putShort((short) 16).put(ascii("data")).putInt(length);
        for (int tone : tones) {
            for (int i = 0; i < RATE; i++) {
                wav.putShort((short) (tone == 0 ? 0 : 8000 * Math.sin(2 * Math.PI * tone * (i + 0.5) / RATE)));
            }
        }
        return wav.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
