package io.github.camelhf.inference.message;

import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.input.ByteSize;
import io.github.camelhf.inference.input.Content;
import io.github.camelhf.inference.input.Image;
import io.github.camelhf.inference.input.ImageText;
import io.github.camelhf.inference.input.MediaTypes;
import io.github.camelhf.inference.options.CallOptions;
import io.github.camelhf.inference.options.CallOptions.ImageUrlPolicy;
import io.github.camelhf.inference.picture.PicturePreparation;
import io.github.camelhf.inference.picture.PictureSettings;
import io.github.camelhf.inference.picture.PictureWork;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.URL;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Reads the pictures of a message. What a picture is, its content decides; then the declared type, then the name. */
final class ImageReader implements ItemReader<Image> {

    private final ImageUrlPolicy urls;
    private final ContentReader contents;
    private final CharacterReader texts;
    private final PictureWork work;

    ImageReader(CallOptions options, PictureSettings settings) {
        this(options.imageUrl(), options.maxRequestSize(), new PicturePreparation(settings));
    }

    /** @param work what is made of each picture */
    ImageReader(ImageUrlPolicy urls, ByteSize maxSize, PictureWork work) {
        this.urls = urls;
        this.contents = new ContentReader(maxSize);
        this.texts = new CharacterReader(maxSize);
        this.work = work;
    }

    @Override
    public String plural() {
        return "images";
    }

    @Override
    public Image read(Exchange exchange, @Nullable Object item) throws IOException {
        if (item instanceof BufferedImage image) {
            return work.prepare(image);
        }
        if (item instanceof CharSequence || item instanceof Reader) {
            return ofText(exchange, item, texts.read(exchange, item));
        }
        if (item instanceof URI || item instanceof URL) {
            return ofText(exchange, item, item.toString());
        }
        return ofContent(exchange, item, contents.read(exchange, item));
    }

    /** Whether the item is an http or https address, in any of the forms that can hold one. */
    static boolean isAddress(@Nullable Object item) {
        boolean text = item instanceof CharSequence || item instanceof URI || item instanceof URL;
        return text && ImageText.isAddress(String.valueOf(item).trim());
    }

    private Image ofContent(Exchange exchange, @Nullable Object item, Content content) throws IOException {
        String mediaType = MediaTypes.ofContent(content)
                .or(() -> DeclaredType.of(exchange.getMessage()))
                .or(() -> contents.name(exchange, item).flatMap(MediaTypes::ofName))
                .orElse("of unknown type");
        return work.prepare(content, mediaType);
    }

    private Image ofText(Exchange exchange, Object item, String text) throws IOException {
        if (ImageText.isAddress(text.trim())) {
            return ofAddress(exchange, item, text);
        }
        if (item instanceof URI || item instanceof URL) {
            checkIsData(text);
        }
        Content content = Content.of(ImageText.decode(text));
        // Any text of letters is base64 of something: here only the content can say that it is a picture.
        return work.prepare(content, MediaTypes.ofContent(content).orElse("of unknown type"));
    }

    private static void checkIsData(String address) {
        if (!address.regionMatches(true, 0, "data:", 0, 5)) {
            throw new InvalidInferenceInputException("expected an http, https or data URI; a file is sent as a"
                    + " java.io.File or java.nio.file.Path, anything else as its bytes");
        }
    }

    private Image ofAddress(Exchange exchange, Object item, String text) throws IOException {
        return switch (urls) {
            case FORWARD -> new Image.Link(ImageText.address(text));
            case REJECT ->
                throw new InvalidInferenceInputException("the body is an http(s) address and imageUrl=reject; send the"
                        + " picture itself, or set imageUrl=forward if the server may fetch it");
            case INLINE -> ofDownload(exchange, item, text);
        };
    }

    /** The bytes were fetched before the message was read, so that no thread waits for them here. */
    private Image ofDownload(Exchange exchange, Object item, String text) throws IOException {
        Content content = KeptInputs.of(exchange).kept(item);
        if (content == null) {
            throw new IllegalStateException("an address was not downloaded before the message was read");
        }
        String path = Optional.ofNullable(ImageText.address(text).getPath()).orElse("");
        return work.prepare(
                content,
                MediaTypes.ofContent(content).or(() -> MediaTypes.ofName(path)).orElse("of unknown type"));
    }
}
