package io.github.camelhf.inference.picture;

import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.input.Content;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
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

    private static final int PREMULTIPLIED = 1;
    private static final int TRANSPARENCY = 2;

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
        checkExtra(directory.values(TiffDirectory.EXTRA_SAMPLES, file));
        return new TiffColours(interpretation);
    }

    /** @param extra what the samples beside the colours stand for */
    private static void checkExtra(int[] extra) {
        if (extra.length > 0 && extra[0] != PREMULTIPLIED && extra[0] != TRANSPARENCY) {
            throw new InvalidInferenceInputException(
                    "expected a TIFF picture whose samples are its colours and its transparency, its ExtraSamples is "
                            + extra[0]
                            + ", which readers take for transparency or leave out; convert it to RGB of 8 bits without transparency first");
        }
    }

    /** @param bits of each sample of a pixel; none stands for one of one bit */
    private static void checkDepth(int interpretation, int[] bits) {
        int[] stated = bits.length == 0 ? new int[] {1} : bits;
        Set<Integer> expected = depths(interpretation, stated.length > 1);
        boolean transparent = stated.length > most(interpretation);
        if (transparent || Arrays.stream(stated).anyMatch(depth -> depth != stated[0] || !expected.contains(depth))) {
            throw new InvalidInferenceInputException("expected a " + colours(interpretation) + " TIFF picture of "
                    + expected.stream().sorted().map(String::valueOf).collect(Collectors.joining(", "))
                    + " bits a sample" + (transparent ? without(interpretation) : "") + ", its BitsPerSample is "
                    + Arrays.stream(stated).mapToObj(String::valueOf).collect(Collectors.joining(", "))
                    + ", which comes out in other colours; convert it to RGB of 8 bits first");
        }
    }

    /** Samples of a pixel: the transparency of some colours is taken for a colour, or their colours for others beside it. */
    private static int most(int interpretation) {
        return switch (interpretation) {
            case WHITE_IS_ZERO, PALETTE -> 1;
            case BLACK_IS_ZERO -> 2;
            case YCBCR -> 3;
            case CMYK -> 4;
            default -> Integer.MAX_VALUE;
        };
    }

    private static String without(int interpretation) {
        return interpretation == BLACK_IS_ZERO ? " and no more than two samples" : " and without transparency";
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

    /**
     * The decoded picture, in the colours that the file means.
     *
     * @throws InvalidInferenceInputException when the reader took the picture's ink for light
     */
    BufferedImage meant(BufferedImage decoded) {
        if (interpretation == CMYK && decoded.getColorModel().getColorSpace().getType() != ColorSpace.TYPE_CMYK) {
            throw new InvalidInferenceInputException(
                    "expected a CMYK TIFF picture that the installed reader shows as ink, it"
                            + " takes this one for RGB; convert it to RGB of 8 bits first");
        }
        return interpretation == YCBCR ? inScreenColours(decoded) : decoded;
    }

    /** The runtime's reader makes the right numbers of YCbCr that is no JPEG, and calls them linear light, which makes them lighter. */
    private static BufferedImage inScreenColours(BufferedImage decoded) {
        ColorModel model = decoded.getColorModel();
        if (model.getColorSpace() != ColorSpace.getInstance(ColorSpace.CS_LINEAR_RGB)) {
            return decoded;
        }
        ColorModel screen = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB),
                model.hasAlpha(),
                model.isAlphaPremultiplied(),
                model.getTransparency(),
                model.getTransferType());
        return new BufferedImage(screen, decoded.getRaster(), model.isAlphaPremultiplied(), null);
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
