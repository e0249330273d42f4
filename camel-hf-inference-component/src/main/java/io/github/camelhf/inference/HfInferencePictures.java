package io.github.camelhf.inference;

import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.message.ChangedPicture;
import io.github.camelhf.inference.result.Box;
import io.github.camelhf.inference.result.Detection;
import io.github.camelhf.inference.result.Detections;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * A bean that changes the picture in a message where something was found in it. The call before puts what it found into a header, and
 * the picture stays in the body:
 *
 * <pre>.to("hf-inference:object-detection?model=…&amp;resultHeader=found")
 * .bean(HfInferencePictures.class, "blur(${exchange}, ${header.found})")</pre>
 *
 * <p>The picture is read as a call reads it, in any form and with any note about which way is up. What comes out is upright, opaque,
 * without the original's metadata: a JPEG where the original was a JPEG or WebP, else a PNG; the header {@code Content-Type} says
 * which. Of the component's options {@code maxPixels}, {@code imageQuality} and {@code maxRequestSize} count. Thread-safe; works on the
 * calling thread.
 *
 * <p>All methods throw an {@link InvalidInferenceInputException} when the message holds no picture, when the second argument is not what
 * was found, or when it was found in another picture.
 */
public final class HfInferencePictures {

    /** A frame around each, and its label in it. */
    public byte[] outline(Exchange exchange, @Nullable Object found) throws IOException {
        return changed(exchange, detections(found), Detections::drawnOn);
    }

    /** A few colours in the place of each; see {@link Detections#blurredOn} for what this does not hide. */
    public byte[] blur(Exchange exchange, @Nullable Object found) throws IOException {
        return changed(exchange, detections(found), Detections::blurredOn);
    }

    /** Black in the place of each. */
    public byte[] blackOut(Exchange exchange, @Nullable Object found) throws IOException {
        return changed(exchange, detections(found), Detections::blackenedOn);
    }

    /** The part of the picture in which one thing was found: a detection, a box, or of several detections the best. */
    public byte[] cut(Exchange exchange, @Nullable Object found) throws IOException {
        return changed(
                exchange, best(found), (placed, picture) -> placed.get(0).box().cutFrom(picture));
    }

    private static byte[] changed(
            Exchange exchange, Detections found, BiFunction<Detections, BufferedImage, BufferedImage> change)
            throws IOException {
        HfInferenceComponent component =
                exchange.getContext().hasComponent("hf-inference") instanceof HfInferenceComponent ours ? ours : null;
        return new ChangedPicture(component == null ? new HfInferenceConfiguration() : component.getConfiguration())
                .make(exchange, found, change);
    }

    private static Detections detections(@Nullable Object found) {
        if (found instanceof Detections detections) {
            return detections;
        }
        if (found instanceof Detection detection) {
            return new Detections(List.of(detection));
        }
        throw new InvalidInferenceInputException("expected the Detections of the picture, got " + what(found));
    }

    private static Detections best(@Nullable Object found) {
        if (found instanceof Box box) {
            return new Detections(List.of(new Detection("", 1, box)));
        }
        Detections detections = detections(found);
        if (detections.isEmpty()) {
            throw new InvalidInferenceInputException(
                    "nothing was found in the picture, so nothing can be cut out of it;"
                            + " let only messages pass whose header " + HfInferenceHeaders.COUNT + " is above 0");
        }
        return new Detections(detections.subList(0, 1));
    }

    private static String what(@Nullable Object found) {
        if (found == null) {
            return "nothing; name the header that the option resultHeader of the call before names, such as ${header.found}";
        }
        return "a " + found.getClass().getName()
                + "; the call before must be of a mode that detects objects, about one picture, without resultFormat=json";
    }
}
