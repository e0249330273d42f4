package io.github.camelhf.inference.message;

import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.input.ImageText;
import io.github.camelhf.inference.input.MediaTypes;
import io.github.camelhf.inference.task.Conversation.Part;
import io.github.camelhf.inference.task.Conversation.Picture;
import io.github.camelhf.inference.task.Conversation.Text;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.URL;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Reads a piece of a conversation, a text or a picture: its content decides, unless it stands where only one of them can stand. */
final class PartReader {

    private static final String PDF = "application/pdf";

    private final ImageReader images;
    private final TextReader texts;
    private final ContentReader contents;

    PartReader(ImageReader images, TextReader texts, ContentReader contents) {
        this.images = images;
        this.texts = texts;
        this.contents = contents;
    }

    /** What stands where only a picture can stand. */
    record Sight(Object picture) {}

    /** What stands where only a text can stand. */
    record Words(Object text) {}

    /** @throws InvalidInferenceInputException when it is neither */
    Part read(Exchange exchange, @Nullable Object item) throws IOException {
        if (item instanceof Map<?, ?> map) {
            return ofMap(exchange, map);
        }
        if (item instanceof Sight sight) {
            return new Picture(images.read(exchange, sight.picture()));
        }
        if (item instanceof Words words) {
            return new Text(texts.read(exchange, words.text()));
        }
        if (isPicture(exchange, item)) {
            return new Picture(images.read(exchange, item));
        }
        return new Text(texts.read(exchange, item));
    }

    private boolean isPicture(Exchange exchange, @Nullable Object item) throws IOException {
        if (item instanceof BufferedImage || item instanceof URI || item instanceof URL) {
            return true;
        }
        if (item instanceof CharSequence text) {
            return !ImageText.isAddress(text.toString().trim()) && ImageText.isPicture(text.toString());
        }
        if (item instanceof Reader) {
            return false;
        }
        String type = MediaTypes.ofContent(contents.read(exchange, item)).orElse("");
        if (type.equals(PDF)) {
            // Some are written in letters only, of which nobody can read a word.
            throw new InvalidInferenceInputException(
                    "expected a text or a picture, the content is " + PDF + "; make a text or pictures of it");
        }
        return type.startsWith("image/");
    }

    private Part ofMap(Exchange exchange, Map<?, ?> map) throws IOException {
        Object text = map.get("text");
        Object picture = address(InputReader.either(map, "image", "image_url"));
        if (text != null && picture == null) {
            return new Text(texts.read(exchange, text));
        }
        if (text != null || picture == null) {
            throw new InvalidInferenceInputException(
                    "expected parts that are Maps with text, image_url or image, one of them in each, got one with "
                            + map.keySet().stream().limit(10).toList());
        }
        return new Picture(images.read(exchange, picture));
    }

    /** The address in the form in which it goes over the wire, or what stands in its place. */
    static @Nullable Object address(@Nullable Object picture) {
        return picture instanceof Map<?, ?> map ? map.get("url") : picture;
    }
}
