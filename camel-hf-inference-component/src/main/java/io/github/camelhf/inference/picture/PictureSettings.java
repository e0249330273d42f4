package io.github.camelhf.inference.picture;

/**
 * What is done to pictures before they are sent.
 *
 * @param maxSize            longer side in pixels above which a picture is shrunk to it, 0 for never
 * @param quality            of the JPEG that takes a changed picture's place, 1 to 100
 * @param autoOrient         whether a picture that is not upright is turned
 * @param convertUnsupported whether what only an installed ImageIO reader reads is sent as a JPEG
 * @param maxPixels          a picture whose header states more is refused undecoded
 */
public record PictureSettings(
        int maxSize, int quality, boolean autoOrient, boolean convertUnsupported, long maxPixels) {

    /** The same, but every picture is sent upright: for answers that name places in it. */
    public PictureSettings upright() {
        return new PictureSettings(maxSize, quality, true, convertUnsupported, maxPixels);
    }

    /** Whether a picture of this longer side is shrunk. */
    boolean shrinks(long longerSide) {
        return maxSize > 0 && longerSide > maxSize;
    }
}
