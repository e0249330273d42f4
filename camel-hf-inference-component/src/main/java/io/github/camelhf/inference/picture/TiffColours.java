package io.github.camelhf.inference.picture;

import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.input.Content;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the samples of a TIFF picture stand for. Some of it readers show in colours that the picture does not have, without a word, and
 * for samples of an odd depth the runtime's reader sets aside gigabytes. Source: TIFF 6.0 section 8, read 2026-11-26.
 *
 * @param interpretation the file's PhotometricInterpretation
 */
record TiffColours(int interpretation) {

    private static final int WHITE_IS_ZERO = 0;
    private static final int BLACK_IS_ZERO = 1;
    private static final int RGB = 2;
    private static final int PALETTE = 3;
    private static final int MASK = 4;
    private static final int CMYK = 5;
    private static final int YCBCR = 6;

    private static final int SIGNED = 2;
    private static final int FLOATING_POINT = 3;
    private static final int UNDEFINED = 4;

    /**
     * Before anything is decoded.
     *
     * @throws InvalidInferenceInputException when they are none that readers agree on
     */
    static TiffColours of(TiffDirectory directory, Content file) throws IOException {
        int interpretation = directory.value(TiffDirectory.PHOTOMETRIC, 0);
        if (interpretation > YCBCR || interpretation == MASK) {
            throw new InvalidInferenceInputException(
                    "expected a TIFF picture in grey, RGB, palette, CMYK or YCbCr colours, its PhotometricInterpretation is "
                            + interpretation + name(interpretation)
                            + ", which readers show in different colours; convert it to RGB first");
        }
        for (int format : directory.values(TiffDirectory.SAMPLE_FORMAT, file)) {
            if (format == SIGNED || format > UNDEFINED) {
                throw new InvalidInferenceInputException(
                        "expected a TIFF picture of whole numbers without a sign, its SampleFormat is " + format
                                + ", of which no value is stated to be white; convert it to 8 bits without a sign first");
            }
            if (format == FLOATING_POINT) {
                return new TiffColours(interpretation);
            }
        }
        checkDepth(interpretation, directory.values(TiffDirectory.BITS_PER_SAMPLE, file));
        return new TiffColours(interpretation);
    }

    /** @param bits of each sample of a pixel; none stands for one of one bit */
    private static void checkDepth(int interpretation, int[] bits) {
        int[] stated = bits.length == 0 ? new int[] {1} : bits;
        Set<Integer> expected = depths(interpretation, stated.length > 1);
        boolean transparent = stated.length > most(interpretation);
        if (transparent || Arrays.stream(stated).anyMatch(depth -> depth != stated[0] || !expected.contains(depth))) {
            throw new InvalidInferenceInputException("expected a " + colours(interpretation) + " TIFF picture of "
                    + expected.stream().sorted().map(String::valueOf).collect(Collectors.joining(", "))
                    + " bits a sample" + (transparent ? " and without transparency" : "") + ", its BitsPerSample is "
                    + Arrays.stream(stated).mapToObj(String::valueOf).collect(Collectors.joining(", "))
                    + ", which comes out in other colours; convert it to RGB of 8 bits first");
        }
    }

    /** Samples of a pixel: the transparency of some colours is taken for a colour, or their colours for others beside it. */
    private static int most(int interpretation) {
        return switch (interpretation) {
            case WHITE_IS_ZERO -> 1;
            case CMYK -> 4;
            default -> Integer.MAX_VALUE;
        };
    }

    /** Those that the runtime's reader puts out right. */
    private static Set<Integer> depths(int interpretation, boolean severalSamples) {
        return switch (interpretation) {
            case CMYK, YCBCR -> Set.of(8);
            case RGB -> Set.of(8, 16);
            case PALETTE -> Set.of(1, 2, 4, 8);
            default -> {
                if (severalSamples) {
                    yield Set.of(8, 16);
                }
                yield interpretation == BLACK_IS_ZERO ? Set.of(1, 2, 4, 8, 16, 32) : Set.of(1, 2, 4, 8, 16);
            }
        };
    }

    private static String colours(int interpretation) {
        return switch (interpretation) {
            case WHITE_IS_ZERO -> "grey (white is zero)";
            case RGB -> "RGB";
            case PALETTE -> "palette";
            case CMYK -> "CMYK";
            case YCBCR -> "YCbCr";
            default -> "grey";
        };
    }

    /** @throws InvalidInferenceInputException when the reader took the picture's ink for light */
    void check(BufferedImage decoded) {
        if (interpretation == CMYK && decoded.getColorModel().getColorSpace().getType() != ColorSpace.TYPE_CMYK) {
            throw new InvalidInferenceInputException(
                    "expected a CMYK TIFF picture that the installed reader shows as ink, it"
                            + " takes this one for RGB; convert it to RGB of 8 bits first");
        }
    }

    private static String name(int interpretation) {
        return switch (interpretation) {
            case 8, 9, 10 -> " (L*a*b*)";
            case 32803, 34892 -> " (raw from a sensor)";
            case 32844, 32845 -> " (LogLuv)";
            default -> "";
        };
    }
}
