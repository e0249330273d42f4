package io.github.camelhf.inference.input;

import java.awt.geom.AffineTransform;
import java.awt.geom.NoninvertibleTransformException;
import java.awt.geom.Rectangle2D;

/**
 * How a picture as it is sent lies on the picture in the message, which may be larger, or not upright.
 *
 * @param width      of the picture in the message, in pixels as they are stored
 * @param height     likewise
 * @param sentWidth  of the picture as it is sent
 * @param sentHeight likewise
 * @param back       leads from a place in the picture that is sent to one in the message; nobody changes it
 */
public record PictureView(long width, long height, int sentWidth, int sentHeight, AffineTransform back) {

    private static final AffineTransform NONE = new AffineTransform();

    /** A picture that goes out as large and as upright as it is. */
    public static PictureView whole(long width, long height) {
        return new PictureView(width, height, (int) width, (int) height, NONE);
    }

    /** Whether a place has the same numbers in both. */
    public boolean isWhole() {
        return back.isIdentity();
    }

    /** The part of the sent picture that shows this part of the one in the message. */
    public Rectangle2D inSent(Rectangle2D message) {
        return forth().createTransformedShape(message).getBounds2D();
    }

    /** Leads from a place in the message's picture to one in the sent one. */
    public AffineTransform forth() {
        try {
            return back.createInverse();
        } catch (NoninvertibleTransformException e) {
            throw new IllegalStateException("a picture that was sent has pixels", e);
        }
    }

    /** The part of the picture in the message that this part of the sent one shows; all of it may lie outside. */
    public Rectangle2D inMessage(Rectangle2D sent) {
        return back.createTransformedShape(sent).getBounds2D();
    }
}
