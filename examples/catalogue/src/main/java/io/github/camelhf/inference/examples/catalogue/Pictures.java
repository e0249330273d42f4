package io.github.camelhf.inference.examples.catalogue;

import io.github.camelhf.inference.examples.catalogue.shelf.Shelf;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Gives pictures of the folder, and none but those that are on the shelf. */
final class Pictures {

    private static final Map<String, String> TYPES = Map.of(
            "png", "image/png",
            "jpg", "image/jpeg",
            "jpeg", "image/jpeg",
            "gif", "image/gif",
            "bmp", "image/bmp",
            "webp", "image/webp");

    private final Path root;
    private final Shelf shelf;

    Pictures(Path root, Shelf shelf) {
        this.root = root;
        this.shelf = shelf;
    }

    /** Answers with the picture of the parameter {@code file}. */
    void answer(Exchange exchange) {
        Message message = exchange.getMessage();
        String file = message.getHeader("file", "", String.class);
        message.removeHeaders("*");
        Path picture = root.resolve(file);
        if (shelf.product(file) == null || !Files.isRegularFile(picture)) {
            message.setHeader(Exchange.HTTP_RESPONSE_CODE, 404);
            message.setBody("");
            return;
        }
        String ending = file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        message.setHeader(Exchange.CONTENT_TYPE, TYPES.getOrDefault(ending, "application/octet-stream"));
        message.setHeader("X-Content-Type-Options", "nosniff");
        message.setBody(picture.toFile());
    }

    /** Puts the picture of the property's file into the body. */
    void intoBody(Exchange exchange) {
        exchange.getMessage()
                .setBody(root.resolve(exchange.getProperty(Keys.FILE, String.class))
                        .toFile());
    }
}
