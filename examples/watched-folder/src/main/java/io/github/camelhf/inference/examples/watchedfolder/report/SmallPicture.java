package io.github.camelhf.inference.examples.watchedfolder.report;

import io.github.camelhf.inference.input.Content;
import io.github.camelhf.inference.input.MediaTypes;
import io.github.camelhf.inference.picture.PicturePreparation;
import io.github.camelhf.inference.picture.PictureSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** A picture as a small JPEG, upright and on white: the component's own shrinking, which decodes no more than it needs. */
final class SmallPicture {

    /** Enough for a sharp preview on a dense screen. */
    private static final int LONGER_SIDE = 400;

    private static final int QUALITY = 80;
    /** Two of them have to fit into the memory in the formats that are decoded whole. */
    private static final long MOST_PIXELS = 60_000_000;

    private static final PicturePreparation PREPARATION =
            new PicturePreparation(new PictureSettings(LONGER_SIDE, QUALITY, true, true, MOST_PIXELS));

    private SmallPicture() {}

    /** @throws IOException or an unchecked exception of the component, when it is no picture that can be read */
    static byte[] of(Path file) throws IOException {
        Content content = Content.of(file);
        // By content, as names lie.
        String mediaType = MediaTypes.ofContent(content).orElseThrow(() -> new IOException("no picture"));
        try (InputStream small =
                PREPARATION.redraw(content, mediaType).content().open()) {
            return small.readAllBytes();
        }
    }
}
