package io.github.camelhf.inference;

import io.github.camelhf.inference.CallOptions.ImageUrlPolicy;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.input.ByteSize;
import io.github.camelhf.inference.input.Content;
import io.github.camelhf.inference.input.Image;
import io.github.camelhf.inference.input.ImageText;
import io.github.camelhf.inference.input.MediaTypes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Reads the pictures of a message. What a picture is, its content decides; then the declared type, then the name. */
final class ImageReader {

    private final ImageUrlPolicy urls;
    private final ContentReader contents;

    ImageReader(ImageUrlPolicy urls, ByteSize limit) {
        this.urls = urls;
        this.contents = new ContentReader(limit);
    }

    /** One picture, or those of a list in its order; a failure names the place in the list. */
    List<Image> readAll(Exchange exchange, @Nullable Object body) throws IOException {
        if (!(body instanceof List<?> list)) {
            return List.of(read(exchange, body));
        }
        if (list.isEmpty()) {
            throw new InvalidInferenceInputException("the list of images is empty");
        }
        List<Image> images = new ArrayList<>(list.size());
        for (Object item : list) {
            try {
                images.add(read(exchange, item));
            } catch (InvalidInferenceInputException e) {
                throw new InvalidInferenceInputException(
                        "item " + images.size() + " of a list of " + list.size() + " (counted from 0): "
                                + e.getMessage(),
                        e);
            }
        }
        return images;
    }

    private Image read(Exchange exchange, @Nullable Object item) throws IOException {
        if (item instanceof CharSequence characters) {
            return ofText(characters.toString());
        }
        Content content = contents.read(exchange, item);
        String mediaType = MediaTypes.ofContent(content)
                .or(() -> declared(exchange))
                .or(() -> contents.name(exchange, item).flatMap(MediaTypes::ofName))
                .orElse("of unknown type");
        return picture(content, mediaType);
    }

    private Image ofText(String text) {
        if (ImageText.isAddress(text.trim())) {
            return link(text);
        }
        Content content = Content.of(ImageText.decode(text));
        try {
            // Any text of letters is base64 of something: here only the content can say that it is a picture.
            return picture(content, MediaTypes.ofContent(content).orElse("of unknown type"));
        } catch (IOException e) {
            throw new InvalidInferenceInputException("the decoded text cannot be read", e);
        }
    }

    private Image link(String text) {
        if (urls == ImageUrlPolicy.FORWARD) {
            return new Image.Link(ImageText.address(text));
        }
        throw new InvalidInferenceInputException(
                urls == ImageUrlPolicy.REJECT
                        ? "the body is an http(s) address and imageUrl=reject; send the picture itself, or set imageUrl=forward"
                                + " if the server may fetch it"
                        : "the body is an http(s) address, and downloading it (imageUrl=inline) is not supported yet: set"
                                + " imageUrl=forward to let the server fetch it, or send the picture itself");
    }

    private static Image picture(Content content, String mediaType) {
        if (!MediaTypes.IMAGES.contains(mediaType)) {
            throw new InvalidInferenceInputException(
                    "expected a JPEG, PNG, GIF, WebP or BMP picture, the content is " + mediaType);
        }
        return new Image.Picture(content, mediaType);
    }

    private static Optional<String> declared(Exchange exchange) {
        return Optional.ofNullable(exchange.getMessage().getHeader(HfInferenceHeaders.MEDIA_TYPE, String.class))
                .flatMap(MediaTypes::ofDeclaration);
    }
}
