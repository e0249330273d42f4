package io.github.camelhf.inference.examples.inbox;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** Recordings of tones, of which the emulator writes down the notes. */
final class Tone {

    private static final int RATE = 8000;
    private static final int LOUD = 8000;

    private Tone() {}

    /** A WAV file with a second of each pitch, in hertz. */
    static byte[] wav(double... pitches) {
        byte[] samples = new byte[2 * RATE * pitches.length];
        for (int i = 0; i < RATE * pitches.length; i++) {
            int sample = (int) (LOUD * Math.sin(2 * Math.PI * pitches[i / RATE] * i / RATE));
            samples[2 * i] = (byte) sample;
            samples[2 * i + 1] = (byte) (sample >> 8);
        }
        AudioFormat format = new AudioFormat(RATE, 16, 1, true, false);
        ByteArrayOutputStream wav = new ByteArrayOutputStream();
        try {
            AudioSystem.write(
                    new AudioInputStream(new ByteArrayInputStream(samples), format, samples.length / 2),
                    AudioFileFormat.Type.WAVE,
                    wav);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return wav.toByteArray();
    }
}
