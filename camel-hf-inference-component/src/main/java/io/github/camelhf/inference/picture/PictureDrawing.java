package io.github.camelhf.inference.picture;

import io.github.camelhf.inference.picture.PictureDecoder.Decoded;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.Raster;

/** Draws a picture as a model wants it: upright, on white, in 8-bit RGB, no larger than asked. */
final class PictureDrawing {

    private PictureDrawing() {}

    /** @param maxSize the longest longer side, 0 for any */
    static BufferedImage draw(Decoded decoded, Orientation orientation, int maxSize) {
        PictureHeader original = decoded.header();
        BufferedImage source = opaque(decoded.image());
        double scale = maxSize < 1 ? 1 : Math.min(1.0, maxSize / (double) original.longerSide());
        int width = side(original.width() * scale);
        int height = side(original.height() * scale);
        if (width != source.getWidth() || height != source.getHeight()) {
            source = AreaAverage.of(
                    source,
                    width,
                    height,
                    (double) original.width() / width / decoded.step(),
                    (double) original.height() / height / decoded.step());
            if (orientation.isUpright()) {
                return source;
            }
        }
        BufferedImage target = orientation.swapsSides()
                ? new BufferedImage(height, width, BufferedImage.TYPE_INT_RGB)
                : new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = target.createGraphics();
        graphics.drawImage(source, orientation.transform(width, height), null);
        graphics.dispose();
        return target;
    }

    private static int side(double length) {
        return (int) Math.max(1, Math.round(length));
    }

    private static BufferedImage opaque(BufferedImage source) {
        if (isGrey(source)) {
            return ofGrey(source);
        }
        if (isInk(source)) {
            return ofInk(source);
        }
        if (!source.getColorModel().hasAlpha()) {
            return source;
        }
        BufferedImage onWhite = new BufferedImage(source.getWidth(), source.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = onWhite.createGraphics();
        graphics.drawImage(source, 0, 0, Color.WHITE, null);
        graphics.dispose();
        return onWhite;
    }

    private static boolean isGrey(BufferedImage source) {
        ColorModel colours = source.getColorModel();
        return colours instanceof ComponentColorModel && colours.getNumColorComponents() == 1;
    }

    /** By hand, because Java takes grey samples for linear light where the file means sRGB, and makes them lighter. */
    private static BufferedImage ofGrey(BufferedImage source) {
        Raster raster = source.getRaster();
        int shift = source.getColorModel().getComponentSize(0) - 8;
        boolean alpha = source.getColorModel().hasAlpha();
        BufferedImage grey = new BufferedImage(source.getWidth(), source.getHeight(), BufferedImage.TYPE_INT_RGB);
        int[] row = new int[source.getWidth() * raster.getNumBands()];
        int[] rgb = new int[source.getWidth()];
        for (int y = 0; y < source.getHeight(); y++) {
            raster.getPixels(0, y, source.getWidth(), 1, row);
            for (int x = 0; x < rgb.length; x++) {
                int value =
                        shift < 0 ? row[x * raster.getNumBands()] << -shift : row[x * raster.getNumBands()] >> shift;
                if (alpha) {
                    int opacity = row[x * raster.getNumBands() + 1] >> shift;
                    value = (value * opacity + 255 * (255 - opacity)) / 255;
                }
                rgb[x] = value * 0x010101;
            }
            grey.setRGB(0, y, rgb.length, 1, rgb, 0, rgb.length);
        }
        return grey;
    }

    /** Ink whose colours no profile describes. */
    private static boolean isInk(BufferedImage source) {
        ColorSpace colours = source.getColorModel().getColorSpace();
        return colours.getType() == ColorSpace.TYPE_CMYK && !(colours instanceof ICC_ColorSpace);
    }

    /** By hand, as nearly every program does it: what Java's own arithmetic makes of it is lighter. */
    private static BufferedImage ofInk(BufferedImage source) {
        Raster raster = source.getRaster();
        int shift = source.getColorModel().getComponentSize(0) - 8;
        BufferedImage light = new BufferedImage(source.getWidth(), source.getHeight(), BufferedImage.TYPE_INT_RGB);
        int[] row = new int[source.getWidth() * raster.getNumBands()];
        int[] rgb = new int[source.getWidth()];
        for (int y = 0; y < source.getHeight(); y++) {
            raster.getPixels(0, y, source.getWidth(), 1, row);
            for (int x = 0; x < rgb.length; x++) {
                int at = x * raster.getNumBands();
                int left = 255 - (row[at + 3] >> shift);
                rgb[x] = paper(row[at] >> shift, left) << 16
                        | paper(row[at + 1] >> shift, left) << 8
                        | paper(row[at + 2] >> shift, left);
            }
            light.setRGB(0, y, rgb.length, 1, rgb, 0, rgb.length);
        }
        return light;
    }

    /** What an ink lets through of the light that the black has left. */
    private static int paper(int ink, int left) {
        return ((255 - ink) * left + 127) / 255;
    }
}
