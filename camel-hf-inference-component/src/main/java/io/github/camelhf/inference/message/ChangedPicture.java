package io.github.camelhf.inference.message;

import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.input.ByteSize;
import io.github.camelhf.inference.input.Image;
import io.github.camelhf.inference.input.PictureView;
import io.github.camelhf.inference.options.CallOptions.ImageUrlPolicy;
import io.github.camelhf.inference.options.InputOptions;
import io.github.camelhf.inference.options.WrittenOptions;
import io.github.camelhf.inference.picture.PictureEditing;
import io.github.camelhf.inference.picture.PictureSettings;
import io.github.camelhf.inference.result.Box;
import io.github.camelhf.inference.result.Detection;
import io.github.camelhf.inference.result.Detections;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.camel.Exchange;

/** A changed copy of the picture in a message, which is read as a call reads it. */
public final class ChangedPicture {

    private final PictureSettings settings;
    private final ByteSize maxSize;

    /** @param options of which {@code maxPixels}, {@code imageQuality} and {@code maxRequestSize} count */
    public ChangedPicture(WrittenOptions options) {
        this.settings = InputOptions.pictures(options);
        this.maxSize = ByteSize.parse("maxRequestSize", options.getMaxRequestSize());
    }

    /**
     * Its bytes, a PNG or a JPEG, whose media type goes into the header {@code Content-Type}. Works on the calling thread.
     *
     * @param found  in the picture in the message
     * @param change of the upright picture, on which what was found lies as it lies there: what is written on it is upright, too
     * @throws InvalidInferenceInputException when the message holds no picture, several of them, or one that cannot be read, when
     *     something was found beyond its edges, and when the change throws an {@code IllegalArgumentException}
     */
    public byte[] make(Exchange exchange, Detections found, BiFunction<Detections, BufferedImage, BufferedImage> change)
            throws IOException {
        Object body = RequestReader.body(exchange);
        if (body instanceof List) {
            throw new InvalidInferenceInputException(
                    "expected one picture in the message, got a list; split it, and what was found in it, first");
        }
        if (body != null
                && ImageReader.isAddress(body)
                && KeptInputs.of(exchange).kept(body) == null) {
            throw new InvalidInferenceInputException("the picture behind the address in the message is not here:"
                    + " imageUrl=inline keeps it until the exchange is done; else download it first");
        }
        ImageReader reader = new ImageReader(
                ImageUrlPolicy.INLINE,
                maxSize,
                new PictureEditing(settings, (upright, view) -> changed(upright, placed(found, view), change)));
        Image.Picture made = (Image.Picture) reader.read(exchange, body);
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, made.mediaType());
        try (InputStream bytes = made.content().open()) {
            return bytes.readAllBytes();
        }
    }

    private static BufferedImage changed(
            BufferedImage upright, Detections placed, BiFunction<Detections, BufferedImage, BufferedImage> change) {
        try {
            return change.apply(placed, upright);
        } catch (IllegalArgumentException e) {
            throw refused(e);
        }
    }

    private static Detections placed(Detections found, PictureView view) {
        try {
            return new Detections(found.stream()
                    .map(one -> new Detection(one.label(), one.score(), placed(one.box(), view)))
                    .toList());
        } catch (IllegalArgumentException e) {
            throw refused(e);
        }
    }

    private static Box placed(Box box, PictureView view) {
        box.checkWithin(view.width(), view.height());
        Rectangle2D place = new Rectangle2D.Double();
        place.setFrameFromDiagonal(box.xMin(), box.yMin(), box.xMax(), box.yMax());
        Rectangle2D upright = view.inSent(place);
        return new Box(
                (int) Math.round(upright.getMinX()),
                (int) Math.round(upright.getMinY()),
                (int) Math.round(upright.getMaxX()),
                (int) Math.round(upright.getMaxY()));
    }

    private static InvalidInferenceInputException refused(IllegalArgumentException cause) {
        return new InvalidInferenceInputException(String.valueOf(cause.getMessage()), cause);
    }
}
