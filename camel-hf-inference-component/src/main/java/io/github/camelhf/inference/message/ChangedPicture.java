package io.github.camelhf.inference.message;

import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.input.ByteSize;
import io.github.camelhf.inference.input.Image;
import io.github.camelhf.inference.options.CallOptions.ImageUrlPolicy;
import io.github.camelhf.inference.options.InputOptions;
import io.github.camelhf.inference.options.WrittenOptions;
import io.github.camelhf.inference.picture.PictureEditing;
import io.github.camelhf.inference.picture.PictureSettings;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.UnaryOperator;
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
     * @param change of the picture as its file holds it, in which boxes count
     * @throws InvalidInferenceInputException when the message holds no picture, several of them, or one that cannot be read, and when
     *     the change throws an {@code IllegalArgumentException}
     */
    public byte[] make(Exchange exchange, UnaryOperator<BufferedImage> change) throws IOException {
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
                ImageUrlPolicy.INLINE, maxSize, new PictureEditing(settings, picture -> changed(picture, change)));
        Image.Picture made = (Image.Picture) reader.read(exchange, body);
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, made.mediaType());
        try (InputStream bytes = made.content().open()) {
            return bytes.readAllBytes();
        }
    }

    private static BufferedImage changed(BufferedImage picture, UnaryOperator<BufferedImage> change) {
        try {
            return change.apply(picture);
        } catch (IllegalArgumentException e) {
            throw new InvalidInferenceInputException(String.valueOf(e.getMessage()), e);
        }
    }
}
