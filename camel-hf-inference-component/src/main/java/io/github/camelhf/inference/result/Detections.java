package io.github.camelhf.inference.result;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
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

    /** Of a label, in points; on a large picture in widths of its lines. */
    private static final int SMALLEST = 12;

    private static final int LINE_HEIGHTS = 6;

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

    /**
     * A copy of the picture in the message with a frame around each, and its label at its upper left edge, within the picture. Needs a font
     * on this machine, which the smallest images of containers do not have.
     *
     * @throws IllegalArgumentException when a box reaches out of the picture
     */
    public BufferedImage drawnOn(BufferedImage picture) {
        BufferedImage drawn = copy(picture);
        Graphics2D graphics = drawn.createGraphics();
        int line = Math.max(1, Math.max(picture.getWidth(), picture.getHeight()) / LINE);
        graphics.setStroke(new BasicStroke(line));
        graphics.setFont(graphics.getFont().deriveFont((float) Math.max(SMALLEST, LINE_HEIGHTS * line)));
        FontMetrics font = graphics.getFontMetrics();
        for (Detection found : sorted) {
            Box box = found.box();
            graphics.setColor(Color.RED);
            graphics.drawRect(
                    box.xMin() + line / 2,
                    box.yMin() + line / 2,
                    Math.max(0, box.width() - line),
                    Math.max(0, box.height() - line));
            int right = box.xMin() + line + GAP;
            int below = box.yMin() + line + font.getAscent();
            graphics.drawString(
                    found.label(),
                    Math.max(0, Math.min(right, picture.getWidth() - font.stringWidth(found.label()))),
                    Math.min(below, picture.getHeight() - font.getDescent()));
        }
        graphics.dispose();
        return drawn;
    }

    /**
     * A copy of the picture in the message in which each is black, so that nothing of it is left.
     *
     * @throws IllegalArgumentException when a box reaches out of the picture
     */
    public BufferedImage blackenedOn(BufferedImage picture) {
        BufferedImage drawn = copy(picture);
        Graphics2D graphics = drawn.createGraphics();
        graphics.setColor(Color.BLACK);
        for (Detection found : sorted) {
            Box box = found.box();
            graphics.fillRect(box.xMin(), box.yMin(), box.width(), box.height());
        }
        graphics.dispose();
        return drawn;
    }

    /**
     * A copy of the picture in the message in which each is a few colours that flow into each other. Of writing whose form is known,
     * such as number plates, these may still give something away: {@link #blackenedOn} does not.
     *
     * @throws IllegalArgumentException when a box reaches out of the picture
     */
    public BufferedImage blurredOn(BufferedImage picture) {
        BufferedImage drawn = copy(picture);
        sorted.forEach(found -> Blur.over(drawn, found.box()));
        return drawn;
    }

    private BufferedImage copy(BufferedImage picture) {
        sorted.forEach(found -> found.box().checkWithin(picture.getWidth(), picture.getHeight()));
        BufferedImage copy = Canvas.like(picture, picture.getWidth(), picture.getHeight());
        Graphics2D graphics = copy.createGraphics();
        graphics.drawImage(picture, 0, 0, null);
        graphics.dispose();
        return copy;
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
