package io.github.camelhf.inference.answer;

import io.github.camelhf.inference.input.Content;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Samples as models compute them, from -1 to 1, as a WAV file of 16 bits and one channel. */
public final class Waveform {

    private static final int HEAD = 44;
    private static final int LOUDEST = Short.MAX_VALUE;
    private static final int HIGHEST_RATE = 768_000;

    private Waveform() {}

    /**
     * Louder samples are cut, as they are where they are played.
     *
     * @param audio a list of numbers, in further lists of one or not
     * @param rate  samples a second
     */
    public static Content wav(@Nullable Object audio, double rate) {
        if (!(rate >= 1 && rate <= HIGHEST_RATE && rate == Math.rint(rate))) {
            throw new UnexpectedAnswerException("expected a sampling_rate of 1 to " + HIGHEST_RATE + ", got " + rate);
        }
        float[] samples = samples(audio);
        ByteBuffer wav = ByteBuffer.allocate(HEAD + 2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        wav.put(ascii("RIFF")).putInt(wav.capacity() - 8).put(ascii("WAVE"));
        wav.put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) 1);
        wav.putInt((int) rate).putInt(2 * (int) rate).putShort((short) 2).putShort((short) 16);
        wav.put(ascii("data")).putInt(2 * samples.length);
        for (float sample : samples) {
            wav.putShort((short) Math.round(LOUDEST * Math.max(-1, Math.min(1, sample))));
        }
        return Content.of(wav.array());
    }

    private static float[] samples(@Nullable Object audio) {
        if (audio instanceof List<?> list && list.size() == 1) {
            return samples(list.get(0));
        }
        if (!(audio instanceof Numbers.Floats numbers) || numbers.size() == 0) {
            throw new UnexpectedAnswerException(
                    "expected audio as one list of numbers, got " + (audio == null ? "none" : Shape.of(audio)));
        }
        float[] samples = numbers.take();
        for (float sample : samples) {
            if (!Float.isFinite(sample)) {
                throw new UnexpectedAnswerException("the audio holds a number that is null, infinite or NaN");
            }
        }
        return samples;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
