package io.github.camelhf.inference.picture;

import io.github.camelhf.inference.input.Content;
import io.github.camelhf.inference.input.Image;
import io.github.camelhf.inference.input.PictureView;
import io.github.camelhf.inference.picture.PictureDecoder.Decoded;
import io.github.camelhf.inference.picture.PictureOpening.Opened;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Optional;

/**
 * Checks a picture and, where the settings ask for it, puts a prepared JPEG in its place. A picture that needs nothing goes out
 * untouched. Works on the calling thread, on no more pictures at a time than the machine has processors: more would need more
 * memory and finish no sooner.
 */
public final class PicturePreparation implements PictureWork {

    private final PictureSettings settings;
    private final PictureOpening opening;

    public PicturePreparation(PictureSettings settings) {
        this.settings = settings;
        this.opening = new PictureOpening(settings);
    }

    /** The picture as it is sent. */
    @Override
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
            return Turns.take(() -> jpeg(opening.other(content, mediaType)));
        }
        PictureFormat format = known.get();
        PictureHeader header = PictureHeader.read(content, format);
        opening.checkPixels(header);
        Content whole = PictureEnd.whole(content, format);
        boolean shrinks = settings.shrinks(header.longerSide());
        Orientation orientation =
                shrinks || settings.autoOrient() ? Orientation.of(whole, format) : Orientation.UPRIGHT;
        if (!always && !shrinks && orientation.isUpright()) {
            return new Image.Picture(whole, mediaType, PictureView.whole(header.width(), header.height()));
        }
        return Turns.take(() -> jpeg(opening.known(whole, format, orientation)));
    }

    /** As a PNG, which loses nothing, or shrunk. */
    @Override
    public Image.Picture prepare(BufferedImage image) throws IOException {
        PictureHeader header = new PictureHeader(image.getWidth(), image.getHeight());
        opening.checkPixels(header);
        return Turns.take(() -> settings.shrinks(header.longerSide())
                ? jpeg(new Opened(new Decoded(image, header, 1), Orientation.UPRIGHT))
                : new Image.Picture(
                        Content.of(PictureEncoder.png(image)),
                        "image/png",
                        PictureView.whole(image.getWidth(), image.getHeight())));
    }

    private Image.Picture jpeg(Opened opened) throws IOException {
        BufferedImage drawn = PictureDrawing.draw(opened.decoded(), opened.orientation(), settings.maxSize());
        return new Image.Picture(
                Content.of(PictureEncoder.jpeg(drawn, settings.quality())),
                "image/jpeg",
                opened.orientation().view(opened.decoded().header(), drawn.getWidth(), drawn.getHeight()));
    }
}
