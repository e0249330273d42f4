package io.github.camelhf.inference.result;

import java.awt.image.BufferedImage;

/** New pictures to draw on. */
final class Canvas {

    private Canvas() {}

    /** Empty, see-through where the picture is, else of plain colours: palettes have no colour for what is drawn. */
    static BufferedImage like(BufferedImage picture, int width, int height) {
        boolean alpha = picture.getColorModel().hasAlpha();
        return new BufferedImage(width, height, alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
    }
}
