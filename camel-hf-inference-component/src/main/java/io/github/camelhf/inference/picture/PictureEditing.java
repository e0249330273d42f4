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
 * Makes a changed picture of one in a message: upright, opaque on white, without the original's metadata, a JPEG where the original was
 * a JPEG or WebP, else a PNG.
 */
public final class PictureEditing implements PictureWork {

    private final PictureSettings settings;
    private final PictureOpening opening;
    private final Change change;

    /** What is made of a picture. */
    @FunctionalInterface
    public interface Change {

        /**
         * A picture, of any size.
         *
         * @param upright in 8-bit RGB, as it is looked at
         * @param view    how it lies on the picture as its file holds it, in which boxes count
         */
        BufferedImage of(BufferedImage upright, PictureView view);
    }

    /** @param settings how large a picture may be, and how good a JPEG becomes */
    public PictureEditing(PictureSettings settings, Change change) {
        this.settings = new PictureSettings(0, settings.quality(), true, true, settings.maxPixels());
        this.opening = new PictureOpening(this.settings);
        this.change = change;
    }

    @Override
    public Image.Picture prepare(Content content, String mediaType) throws IOException {
        Optional<PictureFormat> known = PictureFormat.of(mediaType);
        if (known.isEmpty()) {
            return Turns.take(() -> edited(opening.other(content, mediaType), false));
        }
        PictureFormat format = known.get();
        opening.checkPixels(PictureHeader.read(content, format));
        Content whole = PictureEnd.whole(content, format);
        Orientation orientation = Orientation.of(whole, format);
        boolean lossy = format == PictureFormat.JPEG || format == PictureFormat.WEBP;
        return Turns.take(() -> edited(opening.known(whole, format, orientation), lossy));
    }

    @Override
    public Image.Picture prepare(BufferedImage image) throws IOException {
        PictureHeader header = new PictureHeader(image.getWidth(), image.getHeight());
        opening.checkPixels(header);
        return Turns.take(() -> edited(new Opened(new Decoded(image, header, 1), Orientation.UPRIGHT), false));
    }

    private Image.Picture edited(Opened opened, boolean lossy) throws IOException {
        BufferedImage upright = PictureDrawing.draw(opened.decoded(), opened.orientation(), 0);
        PictureView lies =
                opened.orientation().view(opened.decoded().header(), upright.getWidth(), upright.getHeight());
        BufferedImage changed = change.of(upright, lies);
        PictureView view = PictureView.whole(changed.getWidth(), changed.getHeight());
        return lossy
                ? new Image.Picture(Content.of(PictureEncoder.jpeg(changed, settings.quality())), "image/jpeg", view)
                : new Image.Picture(Content.of(PictureEncoder.png(changed)), "image/png", view);
    }
}
