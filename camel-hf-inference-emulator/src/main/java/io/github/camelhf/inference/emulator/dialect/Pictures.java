package io.github.camelhf.inference.emulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import io.github.camelhf.inference.emulator.model.DemonstrationModel;
import io.github.camelhf.inference.emulator.model.UnreadableImageException;
import java.util.Arrays;
import java.util.Base64;

/** Turns what requests call an image (raw bytes, base64, URL) into the demonstration model's vector. */
final class Pictures {
    private final DemonstrationModel model;
    private final PictureSource source;

    Pictures(DemonstrationModel model, PictureSource source) {
        this.model = model;
        this.source = source;
    }

    /**
     * Reads an image as a pipeline does: raw bytes, a URL, base64 with or without a data URI prefix.
     *
     * @throws RefusedException whose text repeats the whole input, as the real one does
     */
    float[] inPipeline(JsonNode input) {
        return inPipeline(input, model::image);
    }

    /** The same, looked at in another way. */
    <T> T inPipeline(JsonNode input, Look<T> look) {
        if (input instanceof BinaryNode raw) {
            return decode(raw.binaryValue(), look);
        }
        if (!input.isTextual()) {
            throw new RefusedException(
                    "Incorrect format used for image: expected a URL, a base64 string or image bytes, got "
                            + Json.pythonClass(input));
        }
        String text = input.textValue();
        if (isUrl(text)) {
            return decode(fetch(text), look);
        }
        try {
            boolean dataUri = text.startsWith("data:image/") && text.indexOf(',') > 0;
            return base64(dataUri ? text.substring(text.indexOf(',') + 1) : text, look);
        } catch (RefusedException e) {
            throw new RefusedException(
                    "Incorrect image source. Expected an http(s) URL, a file or a base64 string. Got " + text
                            + ". Failed with " + e.getMessage());
        }
    }

    /**
     * Reads an image as the four-mode handler does: raw bytes, a URL or bare base64.
     *
     * @param dataUris whether a data URI is split at its comma; otherwise it is base64 that decodes to rubbish
     * @param unsupported the start of the error for any other type
     */
    float[] inHandler(JsonNode input, boolean dataUris, String unsupported) {
        if (input instanceof BinaryNode raw) {
            return decode(raw.binaryValue(), model::image);
        }
        if (!input.isTextual()) {
            throw new RefusedException(unsupported + Json.pythonClass(input));
        }
        String text = input.textValue();
        if (isUrl(text)) {
            return decode(fetch(text), model::image);
        }
        if (text.startsWith("data:")) {
            if (!dataUris) {
                throw notAnImage(text);
            }
            return base64(text.substring(text.indexOf(',') + 1), model::image);
        }
        return base64(text, model::image);
    }

    static boolean isUrl(String text) {
        return text.startsWith("http://") || text.startsWith("https://");
    }

    private byte[] fetch(String url) {
        try {
            return source.fetch(url);
        } catch (RefusedException e) {
            throw new UnreadablePictureException(String.valueOf(e.getMessage()));
        }
    }

    private static <T> T base64(String text, Look<T> look) {
        byte[] bytes;
        try {
            // The MIME decoder passes over line breaks and foreign characters, as Python's decoder does.
            bytes = Base64.getMimeDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new UnreadablePictureException("Incorrect padding");
        }
        return decode(bytes, look);
    }

    private static <T> T decode(byte[] encoded, Look<T> look) {
        try {
            return look.at(encoded);
        } catch (UnreadableImageException e) {
            throw notAnImage(Arrays.hashCode(encoded));
        }
    }

    private static UnreadablePictureException notAnImage(Object identity) {
        // Python prints an address here; any number of the same form will do.
        return new UnreadablePictureException(String.format(
                "cannot identify image file <_io.BytesIO object at 0x7f%010x>", identity.hashCode() & 0xffffffffL));
    }

    /** What the model makes of an encoded picture. */
    @FunctionalInterface
    interface Look<T> {
        T at(byte[] encoded) throws UnreadableImageException;
    }
}
