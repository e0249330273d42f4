package io.github.camelhf.inference.result;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.AbstractList;
import java.util.Comparator;
import java.util.List;

/** What was found in one picture, best score first; equal scores keep the server's order. Empty where nothing was found. */
public final class Detections extends AbstractList<Detection> implements InferenceResult {

    private static final Comparator<Detection> BEST_FIRST =
            Comparator.comparingDouble(Detection::score).reversed();

    /** Of the picture's longer side; a line is seen on a large picture, too, when that is shown small. */
    private static final int LINE = 300;

    private static final int GAP = 2;

    private final List<Detection> sorted;

    /** Sorts; servers name them in any order. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Detections(List<Detection> detections) {
        this.sorted = detections.stream().sorted(BEST_FIRST).toList();
    }

    /** Those with this label, best first. */
    public Detections labelled(String label) {
        return new Detections(
                sorted.stream().filter(found -> found.label().equals(label)).toList());
    }

    /** A copy of the picture in the message with a frame around each, and its label in it. */
    public BufferedImage drawnOn(BufferedImage picture) {
        BufferedImage drawn = Canvas.like(picture, picture.getWidth(), picture.getHeight());
        Graphics2D graphics = drawn.createGraphics();
        graphics.drawImage(picture, 0, 0, null);
        int line = Math.max(1, Math.max(picture.getWidth(), picture.getHeight()) / LINE);
        graphics.setStroke(new BasicStroke(line));
        for (Detection found : sorted) {
            Box box = found.box();
            graphics.setColor(Color.RED);
            graphics.drawRect(
                    box.xMin() + line / 2,
                    box.yMin() + line / 2,
                    Math.max(0, box.xMax() - box.xMin() - line),
                    Math.max(0, box.yMax() - box.yMin() - line));
            int below = box.yMin() + line + graphics.getFontMetrics().getAscent();
            graphics.drawString(found.label(), box.xMin() + line + GAP, below);
        }
        graphics.dispose();
        return drawn;
    }

    @Override
    public Detection get(int index) {
        return sorted.get(index);
    }

    @Override
    public int size() {
        return sorted.size();
    }
}
