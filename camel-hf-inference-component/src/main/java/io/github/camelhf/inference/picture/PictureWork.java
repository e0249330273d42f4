package io.github.camelhf.inference.picture;

import io.github.camelhf.inference.input.Content;
import io.github.camelhf.inference.input.Image;
import java.awt.image.BufferedImage;
import java.io.IOException;

/** What is made of a picture that was read. Works on the calling thread; thread-safe. */
public interface PictureWork {

    /**
     * Of a file's bytes.
     *
     * @param mediaType what the content is, also when that is no picture
     * @throws io.github.camelhf.inference.error.InvalidInferenceInputException when it is of no type that is taken, truncated,
     *     broken or too large
     */
    Image.Picture prepare(Content content, String mediaType) throws IOException;

    /** Of a picture that a route holds decoded. */
    Image.Picture prepare(BufferedImage image) throws IOException;
}
