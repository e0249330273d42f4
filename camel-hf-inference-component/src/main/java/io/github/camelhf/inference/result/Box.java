package io.github.camelhf.inference.result;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/**
 * A part of a picture, in pixels of the picture in the message as they are stored there: a note that turns it does not count.
 *
 * @param xMin of its left edge, counted from 0
 * @param yMin of its upper edge, counted from 0
 * @param xMax of its right edge: the first column that no longer belongs to it
 * @param yMax of its lower edge: the first row that no longer belongs to it
 */
public record Box(int xMin, int yMin, int xMax, int yMax) implements InferenceResult {

    public Box {
        if (xMin < 0 || yMin < 0 || xMax < xMin || yMax < yMin) {
            throw new IllegalArgumentException("expected 0 <= xMin <= xMax and 0 <= yMin <= yMax, got xMin=" + xMin
                    + ", yMin=" + yMin + ", xMax=" + xMax + ", yMax=" + yMax);
        }
    }

    int width() {
        return xMax - xMin;
    }

    int height() {
        return yMax - yMin;
    }

    /**
     * Makes sure that it can be of a picture of this size.
     *
     * @throws IllegalArgumentException when it reaches out of it: then it is of another one, or of this one turned
     */
    public void checkWithin(long width, long height) {
        if (xMax > width || yMax > height) {
            throw new IllegalArgumentException("expected a box within the picture of " + width + " x " + height
                    + " pixels, got " + this + ": was it found in another picture?");
        }
    }

    /**
     * A copy of this part of the picture in the message.
     *
     * @throws IllegalArgumentException when the box has no pixel in it: it is of another picture, or as thin as a line
     */
    public BufferedImage cutFrom(BufferedImage picture) {
        int width = Math.min(xMax, picture.getWidth()) - xMin;
        int height = Math.min(yMax, picture.getHeight()) - yMin;
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("expected a box with pixels of the picture of " + picture.getWidth()
                    + " x " + picture.getHeight() + ", got " + this);
        }
        BufferedImage part = Canvas.like(picture, width, height);
        Graphics2D graphics = part.createGraphics();
        graphics.drawImage(picture, -xMin, -yMin, null);
        graphics.dispose();
        return part;
    }
}
