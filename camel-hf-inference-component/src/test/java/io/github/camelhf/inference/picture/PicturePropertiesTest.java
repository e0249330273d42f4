package io.github.camelhf.inference.picture;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.input.Content;
import java.awt.Color;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Pictures with changed, missing and added bytes: looking into them ends in time in proportion to their length, holds next to
 * nothing, and fails in one way only. Two kinds of change: bytes anywhere, and bytes where the structure is.
 */
class PicturePropertiesTest {

    private static final Map<PictureFormat, byte[]> PICTURES = new EnumMap<>(PictureFormat.class);

    static {
        try {
            PICTURES.put(PictureFormat.JPEG, Drawn.withOrientation(Drawn.encoded(Drawn.flag(40, 30), "jpg"), 6));
            PICTURES.put(PictureFormat.PNG, Drawn.pngWithOrientation(Drawn.encoded(Drawn.flag(40, 30), "png"), 6));
            PICTURES.put(PictureFormat.GIF, Drawn.animation(20, Color.RED, Color.BLUE));
            PICTURES.put(PictureFormat.BMP, Drawn.encoded(Drawn.flag(40, 30), "bmp"));
            PICTURES.put(
                    PictureFormat.WEBP, Base64.getDecoder().decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA=="));
            // Classes that are loaded on the way are not counted.
            for (Map.Entry<PictureFormat, byte[]> picture : PICTURES.entrySet()) {
                look(Content.of(picture.getValue()), picture.getKey());
                look(Content.of(new byte[14]), picture.getKey());
            }
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Looking takes a few buffers and an exception with its stack; a length that is believed would take far more. */
    private static final long MOST_ALLOCATED = 256 * 1024;

    @Property(tries = 4000)
    void anyBytesAreLookedThrough(@ForAll PictureFormat format, @ForAll byte[] bytes) throws IOException {
        lookThrough(bytes, format);
        lookThrough(Drawn.concat(Arrays.copyOf(requireNonNull(PICTURES.get(format)), 14), bytes), format);
    }

    @Property(tries = 10_000)
    void changedPicturesAreLookedThrough(
            @ForAll PictureFormat format, @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int changes)
            throws IOException {
        lookThrough(changed(requireNonNull(PICTURES.get(format)), new Random(seed), changes), format);
    }

    /** Decoders are the work of others: whatever they throw becomes the one exception, and no pixel is made for a lie. */
    @Property(tries = 600)
    void changedPicturesAreShrunkOrRefused(
            @ForAll PictureFormat format, @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int changes)
            throws IOException {
        PicturePreparation preparation = new PicturePreparation(new PictureSettings(8, 85, true, true, 1_000_000));
        byte[] bytes = changed(requireNonNull(PICTURES.get(format)), new Random(seed), changes);
        String type = "image/" + format.name().toLowerCase(Locale.ROOT);
        try {
            assertThat(preparation.prepare(Content.of(bytes), type).content().length())
                    .isPositive();
        } catch (InvalidInferenceInputException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    private static void lookThrough(byte[] bytes, PictureFormat format) throws IOException {
        Content content = Content.of(bytes);
        long before = allocated();
        look(content, format);
        assertThat(allocated() - before).isLessThan(MOST_ALLOCATED);
    }

    private static void look(Content content, PictureFormat format) throws IOException {
        try {
            PictureHeader header = PictureHeader.read(content, format);
            assertThat(header.pixels()).isPositive();
            PictureEnd.whole(content, format);
        } catch (InvalidInferenceInputException e) {
            assertThat(e.getMessage()).contains(format.name());
        }
        assertThat(Orientation.of(content, format).tag()).isBetween(1, 8);
        assertThat(Orientation.of(TiffDirectory.of(content)).tag()).isBetween(1, 8);
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    /** Most changes fall on the first bytes, where lengths and sizes stand. */
    private static byte[] changed(byte[] picture, Random random, int changes) {
        byte[] bytes = picture.clone();
        for (int i = 0; i < changes; i++) {
            int place =
                    random.nextBoolean() ? random.nextInt(Math.min(64, bytes.length)) : random.nextInt(bytes.length);
            bytes[place] = switch (random.nextInt(4)) {
                case 0 -> (byte) 0xFF;
                case 1 -> 0;
                case 2 -> (byte) (bytes[place] ^ 1 << random.nextInt(8));
                default -> (byte) random.nextInt(256);
            };
        }
        return random.nextInt(5) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes;
    }
}
