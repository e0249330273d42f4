package io.github.camelhf.inference.emulator.dialect;

import com.fasterxml.jackson.databind.node.TextNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Locale;
import javax.imageio.ImageIO;

/** A picture that a task made, in the form that {@code Accept} asks for. */
record MadePicture(BufferedImage image) {

    /** Bytes in the wanted format, or a JSON text of base64. Source: the toolkit's serializers, read 2026-11-26. */
    Answer answer(InferenceCall call) {
        String type = call.family().pictureType(call.accept());
        return type.equals(Answer.JSON) ? Answer.right(call, base64()) : new Answer(200, type, encoded(type));
    }

    TextNode base64() {
        return TextNode.valueOf(Base64.getEncoder().encodeToString(encoded("image/png")));
    }

    private byte[] encoded(String type) {
        String format = type.substring(type.indexOf('/') + 1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, bytes)) {
                throw new RefusedException("'" + format.toUpperCase(Locale.ROOT) + "'");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
