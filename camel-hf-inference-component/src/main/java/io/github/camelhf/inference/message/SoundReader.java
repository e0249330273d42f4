package io.github.camelhf.inference.message;

import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.input.Content;
import io.github.camelhf.inference.input.ImageText;
import io.github.camelhf.inference.input.MediaTypes;
import io.github.camelhf.inference.input.Sound;
import io.github.camelhf.inference.options.CallOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Reads the recording of a message. What it is, its content decides; then the declared type, then the name. */
final class SoundReader {

    private final ContentReader contents;
    private final CharacterReader texts;

    SoundReader(CallOptions options) {
        this.contents = new ContentReader(options.maxRequestSize());
        this.texts = new CharacterReader(options.maxRequestSize());
    }

    /**
     * Reads on the calling thread.
     *
     * @throws InvalidInferenceInputException when the item is no recording, or more than one
     */
    Sound read(Exchange exchange, @Nullable Object item) throws IOException {
        if (item instanceof List) {
            throw new InvalidInferenceInputException("expected one recording in a message, got a list; split it first");
        }
        boolean text = item instanceof CharSequence || item instanceof Reader;
        Content content = text ? ofText(texts.read(exchange, item)) : contents.read(exchange, item);
        String shown = Sound.ofContent(head(content));
        if (shown != null) {
            return new Sound(content, shown);
        }
        Optional<String> told = DeclaredType.of(exchange.getMessage())
                .or(() ->
                        text ? Optional.empty() : contents.name(exchange, item).flatMap(MediaTypes::ofName));
        String known = told.map(Sound::ofDeclaration).orElse(null);
        if (known == null) {
            throw new InvalidInferenceInputException(
                    "expected a recording as FLAC, MP3, WAV, Ogg, WebM, AMR or M4A, the content is "
                            + MediaTypes.ofContent(content).or(() -> told).orElse("of unknown type"));
        }
        return new Sound(content, known);
    }

    private static byte[] head(Content content) throws IOException {
        try (InputStream stream = content.open()) {
            return stream.readNBytes(Sound.HEAD);
        }
    }

    private static Content ofText(String text) {
        if (ImageText.isAddress(text.trim())) {
            throw new InvalidInferenceInputException(
                    "the body is an http(s) address, and recordings are not downloaded: send the recording itself");
        }
        try {
            return Content.of(ImageText.decode(text));
        } catch (InvalidInferenceInputException e) {
            throw new InvalidInferenceInputException(
                    "expected a recording as base64 or data URI, got another text; a string is never read as a path: send a"
                            + " java.io.File or a java.nio.file.Path",
                    e);
        }
    }
}
