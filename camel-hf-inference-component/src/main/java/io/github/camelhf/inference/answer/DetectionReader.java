package io.github.camelhf.inference.answer;

import io.github.camelhf.inference.input.Image;
import io.github.camelhf.inference.input.PictureView;
import io.github.camelhf.inference.result.Box;
import io.github.camelhf.inference.result.Detection;
import io.github.camelhf.inference.result.Detections;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads things that were found in pictures, and leads their boxes back onto the pictures in the message. */
public final class DetectionReader {

    /**
     * A model states a centre within the picture and a size of at most the whole, so that a box may begin half a picture before it.
     * Source: transformers' {@code center_to_corners_format} for DETR, read 2026-11-26. What
     * lies beyond, or wholly outside, is of another picture.
     */
    private static final double BEYOND = 0.5;

    /** So that a whole number that arithmetic made a hair larger stays itself. */
    private static final double TINY = 1e-6;

    private DetectionReader() {}

    public static List<Detections> read(Object answer, List<Image> images) {
        return PerImage.read(answer, images, "objects with boxes", DetectionReader::detection).stream()
                .map(Detections::new)
                .toList();
    }

    private static Detection detection(Object entry, @Nullable PictureView view) {
        if (entry instanceof Map<?, ?> fields
                && fields.get("label") instanceof String label
                && fields.get("score") instanceof Double score
                && fields.get("box") instanceof Map<?, ?> box) {
            return new Detection(label, Score.finite(score, label), box(label, box, view));
        }
        throw new UnexpectedAnswerException(
                "expected {\"label\": …, \"score\": …, \"box\": {…}}, got " + Shape.of(entry));
    }

    private static Box box(String label, Map<?, ?> box, @Nullable PictureView view) {
        double xMin = edge(label, box, "xmin");
        double yMin = edge(label, box, "ymin");
        double xMax = edge(label, box, "xmax");
        double yMax = edge(label, box, "ymax");
        String edges = "xmin=" + xMin + ", ymin=" + yMin + ", xmax=" + xMax + ", ymax=" + yMax;
        if (xMin > xMax || yMin > yMax) {
            throw new UnexpectedAnswerException("the box of " + Shape.text(label)
                    + " ends before it begins: expected xmin <= xmax and ymin <= ymax, got " + edges);
        }
        Rectangle2D sent = new Rectangle2D.Double(xMin, yMin, xMax - xMin, yMax - yMin);
        if (view == null) {
            return rounded(sent, Integer.MAX_VALUE, Integer.MAX_VALUE);
        }
        boolean touches = xMin <= view.sentWidth() && yMin <= view.sentHeight() && xMax >= 0 && yMax >= 0;
        if (!touches || !margin(view).contains(xMin, yMin) || !margin(view).contains(xMax, yMax)) {
            throw new UnexpectedAnswerException("the box of " + Shape.text(label) + " lies outside of the picture of "
                    + view.sentWidth() + " x " + view.sentHeight() + " pixels that was sent: " + edges);
        }
        return rounded(view.inMessage(sent), view.width(), view.height());
    }

    private static Rectangle2D margin(PictureView view) {
        double right = BEYOND * view.sentWidth() + 1;
        double down = BEYOND * view.sentHeight() + 1;
        return new Rectangle2D.Double(-right, -down, view.sentWidth() + 2 * right, view.sentHeight() + 2 * down);
    }

    private static double edge(String label, Map<?, ?> box, String name) {
        if (box.get(name) instanceof Double value && Double.isFinite(value)) {
            return value;
        }
        throw new UnexpectedAnswerException(
                "the box of " + Shape.text(label) + " has no finite number as " + name + ", got " + Shape.of(box));
    }

    /** Whole pixels, all that it touches, none outside of the picture. */
    private static Box rounded(Rectangle2D exact, long width, long height) {
        return new Box(
                within(Math.floor(exact.getMinX() + TINY), width),
                within(Math.floor(exact.getMinY() + TINY), height),
                within(Math.ceil(exact.getMaxX() - TINY), width),
                within(Math.ceil(exact.getMaxY() - TINY), height));
    }

    private static int within(double value, long side) {
        return (int) Math.max(0, Math.min((double) side, value));
    }
}
