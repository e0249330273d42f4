package io.github.camelhf.inference.picture;

import io.github.camelhf.inference.input.Content;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;

/**
 * Where the first frame of an animation lies on the picture's area. Readers hand out the frame alone, other programs show it in its
 * place with nothing around it. Sources: GIF89a specification, RFC 9649 section 2.7.1.1, read 2026-11-26.
 */
record FirstFrame(int left, int top) {

    private static final FirstFrame WHOLE = new FirstFrame(0, 0);

    static FirstFrame of(Content content, PictureFormat format) throws IOException {
        try (PictureInput in = PictureInput.open(content)) {
            return switch (format) {
                case GIF -> gif(in);
                case WEBP -> webp(in);
                case JPEG, PNG, BMP -> WHOLE;
            };
        } catch (EOFException e) {
            return WHOLE;
        }
    }

    /** The frame on the whole picture's area, both with every so manieth row and column only. */
    BufferedImage onArea(BufferedImage frame, PictureHeader area, int step) {
        BufferedImage image =
                new BufferedImage(side(area.width(), step), side(area.height(), step), BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = image.createGraphics();
        graphics.drawImage(frame, left / step, top / step, null);
        graphics.dispose();
        return image;
    }

    private static int side(long length, int step) {
        return (int) ((length + step - 1) / step);
    }

    private static FirstFrame gif(PictureInput in) throws IOException {
        in.skip(10);
        int flags = in.u8();
        in.skip(2L + GifBlocks.colourTable(flags));
        for (int block = in.u8(); block != GifBlocks.END; block = in.u8()) {
            if (block == GifBlocks.IMAGE) {
                return new FirstFrame(in.u16Little(), in.u16Little());
            }
            GifBlocks.skip(in, block);
        }
        return WHOLE;
    }

    private static FirstFrame webp(PictureInput in) throws IOException {
        in.skip(12);
        while (true) {
            String chunk = in.name();
            long length = in.u32Little();
            if (chunk.equals("VP8 ") || chunk.equals("VP8L")) {
                return WHOLE;
            }
            if (chunk.equals("ANMF")) {
                return new FirstFrame(2 * in.u24Little(), 2 * in.u24Little());
            }
            in.skip(length + (length & 1));
        }
    }
}
