package io.github.camelhf.inference.picture;

import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.input.Content;
import io.github.camelhf.inference.picture.PictureDecoder.Decoded;
import java.awt.image.BufferedImage;
import java.io.IOException;

/** Decodes pictures, those of the five formats and, where settings allow it, what only an installed ImageIO reader knows. */
final class PictureOpening {

    private final PictureSettings settings;

    PictureOpening(PictureSettings settings) {
        this.settings = settings;
    }

    /**
     * A picture as its file holds it, not turned yet.
     *
     * @param orientation which way is up, as the file notes it
     */
    record Opened(Decoded decoded, Orientation orientation) {}

    /** Of a format, whose completeness was checked. */
    Opened known(Content whole, PictureFormat format, Orientation orientation) throws IOException {
        return new Opened(PictureDecoder.of(format).decode(whole, this::checkPixels, settings.maxSize()), orientation);
    }

    /** Of any other type. */
    Opened other(Content content, String mediaType) throws IOException {
        if (!settings.convertUnsupported()) {
            throw new InvalidInferenceInputException("expected a JPEG, PNG, GIF, WebP or BMP picture, the content is "
                    + mediaType + "; convertUnsupported=true converts what an installed ImageIO reader can decode");
        }
        PictureDecoder decoder = PictureDecoder.ofAny(mediaType);
        if (!mediaType.equals("image/tiff")) {
            return new Opened(decoder.decode(content, this::checkPixels, settings.maxSize()), Orientation.UPRIGHT);
        }
        TiffDirectory directory = TiffDirectory.of(content);
        TiffColours colours = TiffColours.of(directory, content);
        Decoded decoded = decoder.decode(content, this::checkPixels, settings.maxSize());
        BufferedImage image = colours.meant(decoded.image());
        return new Opened(new Decoded(image, decoded.header(), decoded.step()), Orientation.of(directory));
    }

    void checkPixels(PictureHeader header) {
        if (header.pixels() > settings.maxPixels()) {
            throw new InvalidInferenceInputException("the picture has " + header.width() + " x " + header.height()
                    + " pixels, more than maxPixels=" + settings.maxPixels()
                    + "; it was not decoded; raise maxPixels if pictures of this size are meant");
        }
    }
}
