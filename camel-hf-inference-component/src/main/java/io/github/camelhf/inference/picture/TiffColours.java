package io.github.camelhf.inference.picture;

import io.github.camelhf.inference.error.InvalidInferenceInputException;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;

/**
 * What the samples of a TIFF picture stand for. Some of it readers show in colours that the picture does not have, without a word.
 * Source: TIFF 6.0 section 8, read 2026-11-26.
 *
 * @param interpretation the file's PhotometricInterpretation
 */
record TiffColours(int interpretation) {

    private static final int MASK = 4;
    private static final int CMYK = 5;
    private static final int YCBCR = 6;

    /** @throws InvalidInferenceInputException when they are none that readers agree on */
    static TiffColours of(TiffDirectory directory) {
        int interpretation = directory.value(TiffDirectory.PHOTOMETRIC, 0);
        if (interpretation > YCBCR || interpretation == MASK) {
            throw new InvalidInferenceInputException(
                    "expected a TIFF picture in grey, RGB, palette, CMYK or YCbCr colours, its PhotometricInterpretation is "
                            + interpretation + name(interpretation)
                            + ", which readers show in different colours; convert it to RGB first");
        }
        return new TiffColours(interpretation);
    }

    /** @throws InvalidInferenceInputException when the reader took the picture's ink for light */
    void check(BufferedImage decoded) {
        if (interpretation == CMYK && decoded.getColorModel().getColorSpace().getType() != ColorSpace.TYPE_CMYK) {
            throw new InvalidInferenceInputException("expected a CMYK TIFF picture of 8 bits a sample, this one has "
                    + decoded.getColorModel().getComponentSize(0)
                    + ", which the reader takes for RGB; convert it to RGB or to 8 bits first");
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
