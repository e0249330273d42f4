package io.github.camelhf.inference.emulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/**
 * The tones of a recording, second by second: how often a second's wave crosses its middle upwards. Reads 16-bit PCM in a WAV file and
 * nothing else, unlike a real server.
 */
record Tones(List<Double> pitches) {

    private static final String[] NOTES = {"C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"};
    private static final double CONCERT_A = 440;
    private static final int NUMBER_OF_A = 69;
    private static final int OCTAVE = 12;
    private static final int QUIET = 300;

    /** The pitch of silence. */
    static final double NONE = 0;

    /**
     * The tones of {@code inputs} as the toolkit reads them: bytes, or, where the body has parameters, base64 without line breaks.
     *
     * @throws RefusedException in transformers' words, also for what only the emulator cannot read
     */
    static Tones of(InferenceCall call, JsonNode inputs, String task) {
        if (inputs instanceof BinaryNode raw) {
            return read(raw.binaryValue());
        }
        if (!inputs.isTextual()) {
            throw new RefusedException(
                    "We expect a numpy ndarray or torch tensor as input, got `" + Json.pythonClass(inputs) + "`");
        }
        if (call.family() == ServerFamily.TOOLKIT && !call.data(task).has("parameters")) {
            throw new RefusedException("[Errno 2] No such file or directory: '" + inputs.textValue() + "'");
        }
        try {
            return read(Base64.getDecoder().decode(inputs.textValue()));
        } catch (IllegalArgumentException e) {
            throw new RefusedException("Only base64 data is allowed");
        }
    }

    private static Tones read(byte[] wav) {
        try (AudioInputStream sound = AudioSystem.getAudioInputStream(new ByteArrayInputStream(wav))) {
            AudioFormat format = sound.getFormat();
            if (format.getSampleSizeInBits() != 16 || format.isBigEndian()) {
                throw malformed();
            }
            int rate = (int) format.getSampleRate();
            byte[] second = sound.readNBytes(rate * format.getFrameSize());
            List<Double> pitches = new ArrayList<>();
            while (second.length >= format.getFrameSize()) {
                pitches.add(pitch(second, format.getFrameSize(), rate));
                second = sound.readNBytes(rate * format.getFrameSize());
            }
            return new Tones(pitches);
        } catch (UnsupportedAudioFileException | IOException e) {
            throw malformed();
        }
    }

    private static RefusedException malformed() {
        return new RefusedException(
                "Soundfile is either not in the correct format or is malformed. Ensure that the soundfile has a valid audio"
                        + " file extension (e.g. wav, flac or mp3) and is not corrupted.");
    }

    private static double pitch(byte[] frames, int frame, int rate) {
        int crossings = 0;
        int loudest = 0;
        int before = 0;
        for (int at = 0; at + 1 < frames.length; at += frame) {
            int sample = (frames[at] & 0xFF) | (frames[at + 1] << 8);
            crossings += before < 0 && sample >= 0 ? 1 : 0;
            before = sample;
            loudest = Math.max(loudest, Math.abs(sample));
        }
        return loudest < QUIET ? NONE : (double) crossings * frame * rate / frames.length;
    }

    /** A pitch as musicians write it, such as A4; "silence" for none. */
    static String name(double pitch) {
        if (pitch <= NONE) {
            return "silence";
        }
        int number = (int) Math.round(NUMBER_OF_A + OCTAVE * Math.log(pitch / CONCERT_A) / Math.log(2));
        return NOTES[Math.floorMod(number, OCTAVE)] + (Math.floorDiv(number, OCTAVE) - 1);
    }
}
