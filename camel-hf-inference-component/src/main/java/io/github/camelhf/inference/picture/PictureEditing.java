package io.github.camelhf.inference.picture;

import io.github.camelhf.inference.input.Content;
import io.github.camelhf.inference.input.Image;
import io.github.camelhf.inference.input.PictureView;
import io.github.camelhf.inference.picture.PictureDecoder.Decoded;
import io.github.camelhf.inference.picture.PictureOpening.Opened;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Makes a changed picture of one in a message. The change sees it as its file holds it, where {@code Box} counts; the new picture is
 * upright, opaque on white, without the original's metadata: a JPEG where the original was a JPEG or WebP, else a PNG.
 */
public final class PictureEditing implements PictureWork {

    private final PictureSettings settings;
    private final PictureOpening opening;
    private final UnaryOperator<BufferedImage> change;

    /**
     * @param settings how large a picture may be, and how good a JPEG becomes
     * @param change   makes a picture, of any size, of one in 8-bit RGB
     */
    public PictureEditing(PictureSettings settings, UnaryOperator<BufferedImage> change) {
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
        BufferedImage stored = PictureDrawing.draw(opened.decoded(), Orientation.UPRIGHT, 0);
        BufferedImage changed = change.apply(stored);
        PictureHeader size = new PictureHeader(changed.getWidth(), changed.getHeight());
        BufferedImage upright = PictureDrawing.draw(new Decoded(changed, size, 1), opened.orientation(), 0);
        PictureView view = PictureView.whole(upright.getWidth(), upright.getHeight());
        return lossy
                ? new Image.Picture(Content.of(PictureEncoder.jpeg(upright, settings.quality())), "image/jpeg", view)
                : new Image.Picture(Content.of(PictureEncoder.png(upright)), "image/png", view);
    }
}
