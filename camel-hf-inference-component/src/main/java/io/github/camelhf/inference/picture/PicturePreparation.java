package io.github.camelhf.inference.picture;

import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.input.Content;
import io.github.camelhf.inference.input.Image;
import io.github.camelhf.inference.input.PictureView;
import io.github.camelhf.inference.picture.PictureDecoder.Decoded;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Optional;

/**
 * Checks a picture and, where the settings ask for it, puts a prepared JPEG in its place. A picture that needs nothing goes out
 * untouched. Works on the calling thread, on no more pictures at a time than the machine has processors: more would need more
 * memory and finish no sooner.
 */
public final class PicturePreparation {

    private final PictureSettings settings;

    public PicturePreparation(PictureSettings settings) {
        this.settings = settings;
    }

    /**
     * The picture as it is sent.
     *
     * @param mediaType what the content is, also when that is no picture
     * @throws InvalidInferenceInputException when it is of no type that can be sent, truncated, broken or too large
     */
    public Image.Picture prepare(Content content, String mediaType) throws IOException {
        return prepare(content, mediaType, false);
    }

    /** The same, but as a JPEG also when it needs nothing: to be shown, not to be sent. */
    public Image.Picture redraw(Content content, String mediaType) throws IOException {
        return prepare(content, mediaType, true);
    }

    private Image.Picture prepare(Content content, String mediaType, boolean always) throws IOException {
        Optional<PictureFormat> known = PictureFormat.of(mediaType);
        if (known.isEmpty()) {
            return converted(content, mediaType);
        }
        PictureFormat format = known.get();
        PictureHeader header = PictureHeader.read(content, format);
        checkPixels(header);
        Content whole = PictureEnd.whole(content, format);
        boolean shrinks = settings.shrinks(header.longerSide());
        Orientation orientation =
                shrinks || settings.autoOrient() ? Orientation.of(whole, format) : Orientation.UPRIGHT;
        if (!always && !shrinks && orientation.isUpright()) {
            return new Image.Picture(whole, mediaType, PictureView.whole(header.width(), header.height()));
        }
        return Turns.take(() -> decoded(whole, PictureDecoder.of(format), orientation));
    }

    /** A picture that a route holds decoded: as a PNG, which loses nothing, or shrunk. */
    public Image.Picture prepare(BufferedImage image) throws IOException {
        PictureHeader header = new PictureHeader(image.getWidth(), image.getHeight());
        checkPixels(header);
        return Turns.take(() -> settings.shrinks(header.longerSide())
                ? jpeg(new Decoded(image, header, 1), Orientation.UPRIGHT)
                : new Image.Picture(
                        Content.of(PictureEncoder.png(image)),
                        "image/png",
                        PictureView.whole(image.getWidth(), image.getHeight())));
    }

    private Image.Picture converted(Content content, String mediaType) throws IOException {
        if (!settings.convertUnsupported()) {
            throw new InvalidInferenceInputException("expected a JPEG, PNG, GIF, WebP or BMP picture, the content is "
                    + mediaType + "; convertUnsupported=true converts what an installed ImageIO reader can decode");
        }
        PictureDecoder decoder = PictureDecoder.ofAny(mediaType);
        if (!mediaType.equals("image/tiff")) {
            return Turns.take(() -> decoded(content, decoder, Orientation.UPRIGHT));
        }
        TiffDirectory directory = TiffDirectory.of(content);
        TiffColours colours = TiffColours.of(directory, content);
        return Turns.take(() -> {
            Decoded decoded = decoder.decode(content, this::checkPixels, settings.maxSize());
            BufferedImage image = colours.meant(decoded.image());
            return jpeg(new Decoded(image, decoded.header(), decoded.step()), Orientation.of(directory));
        });
    }

    private Image.Picture decoded(Content content, PictureDecoder decoder, Orientation orientation) throws IOException {
        return jpeg(decoder.decode(content, this::checkPixels, settings.maxSize()), orientation);
    }

    private Image.Picture jpeg(Decoded decoded, Orientation orientation) throws IOException {
        BufferedImage drawn = PictureDrawing.draw(decoded, orientation, settings.maxSize());
        return new Image.Picture(
                Content.of(PictureEncoder.jpeg(drawn, settings.quality())),
                "image/jpeg",
                orientation.view(decoded.header(), drawn.getWidth(), drawn.getHeight()));
    }

    private void checkPixels(PictureHeader header) {
        if (header.pixels() > settings.maxPixels()) {
            throw new InvalidInferenceInputException("the picture has " + header.width() + " x " + header.height()
                    + " pixels, more than maxPixels=" + settings.maxPixels()
                    + "; it was not decoded; raise maxPixels if pictures of this size are meant");
        }
    }
}
