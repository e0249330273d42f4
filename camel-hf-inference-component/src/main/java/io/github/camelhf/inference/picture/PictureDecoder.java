package io.github.camelhf.inference.picture;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.input.Content;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Iterator;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the first frame of a picture, leaving out rows and columns that a smaller picture does not need. What would come out in
 * other colours than the picture has is refused.
 */
final class PictureDecoder {

    /** So many pixels are read of any picture that has them: they cost little, and leaving them out makes noise of texture. */
    private static final double ENOUGH = 700_000;

    /** More than the reader of WebP looks ahead. */
    private static final int BYTES_BEHIND = 64;

    private final String name;
    private final ReaderSource readers;
    private final @Nullable PictureFormat format;

    private PictureDecoder(String name, ReaderSource readers, @Nullable PictureFormat format) {
        this.name = name;
        this.readers = readers;
        this.format = format;
    }

    /** For one of the five formats. */
    static PictureDecoder of(PictureFormat format) {
        return new PictureDecoder(
                format.name(),
                // Plug-ins are not looked up: see JpegReader.
                switch (format) {
                    case WEBP -> stream -> new WebPImageReaderSpi().createReaderInstance(null);
                    case JPEG -> stream -> JpegReader.create();
                    default -> stream -> first(ImageIO.getImageReadersByFormatName(format.name()), format.name());
                },
                format);
    }

    /** For whatever the readers that are installed recognise. */
    static PictureDecoder ofAny(String mediaType) {
        return new PictureDecoder(mediaType, stream -> first(ImageIO.getImageReaders(stream), mediaType), null);
    }

    /**
     * Decodes.
     *
     * @param check   is shown the size as the decoder sees it, before anything is decoded
     * @param maxSize the picture's longer side will be about twice this or more, where the picture has that; 0 for all of it
     */
    Decoded decode(Content content, Consumer<PictureHeader> check, int maxSize) throws IOException {
        try (InputStream bytes = opened(content);
                ImageInputStream stream = new MemoryCacheImageInputStream(bytes)) {
            ImageReader reader = readers.find(stream);
            try {
                // Metadata is ignored: the new picture carries none, and broken notes must not stop it.
                reader.setInput(stream, true, true);
                PictureHeader header = new PictureHeader(reader.getWidth(0), reader.getHeight(0));
                check.accept(header);
                checkSamples(reader);
                return onArea(read(reader, content, header, maxSize), content);
            } finally {
                reader.dispose();
            }
        } catch (InvalidInferenceInputException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Readers meet broken files with exceptions of many kinds.
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new InvalidInferenceInputException(
                    "the " + name + " picture cannot be decoded: " + why
                            + "; save it anew with a program that shows it",
                    e);
        }
    }

    /** The last pixels of a lossless WebP may take no bits at all, but its reader looks for some, and pays for each that is not there. */
    private InputStream opened(Content content) throws IOException {
        InputStream bytes = content.open();
        return format == PictureFormat.WEBP
                ? new SequenceInputStream(bytes, new ByteArrayInputStream(new byte[BYTES_BEHIND]))
                : bytes;
    }

    private Decoded read(ImageReader reader, Content content, PictureHeader header, int maxSize) throws IOException {
        int step = step(header, maxSize);
        if (format == PictureFormat.WEBP) {
            WebpAlpha alpha = WebpAlpha.of(content, header.pixels());
            if (alpha.needsAll()) {
                BufferedImage whole = reader.read(0);
                alpha.apply(whole);
                return new Decoded(thinned(whole, header, step), header, step);
            }
        }
        ImageReadParam param = reader.getDefaultReadParam();
        // From the middle of each step: from its corner the whole picture would be shifted by half a step.
        param.setSourceSubsampling(step, step, middle(step, header.width()), middle(step, header.height()));
        return new Decoded(reader.read(0, param), header, step);
    }

    /** About four pixels or more are read for each of the smaller picture, and never few in all. */
    private static int step(PictureHeader header, int maxSize) {
        if (maxSize < 1) {
            return 1;
        }
        double enough = Math.sqrt(header.pixels() / ENOUGH);
        return (int) Math.max(1, Math.round(Math.min(enough, header.longerSide() / (2.0 * maxSize))));
    }

    /** A first frame that is smaller than the picture, in its place. */
    private Decoded onArea(Decoded frame, Content content) throws IOException {
        if (format != PictureFormat.GIF && format != PictureFormat.WEBP) {
            return frame;
        }
        PictureHeader area = PictureHeader.read(content, format);
        if (area.equals(frame.header())) {
            return frame;
        }
        BufferedImage image = FirstFrame.of(content, format).onArea(frame.image(), area, frame.step());
        return new Decoded(image, area, frame.step());
    }

    /** Numbers with a fraction have no end that stands for white, and readers differ in what they take for it. */
    private static void checkSamples(ImageReader reader) throws IOException {
        ImageTypeSpecifier raw = reader.getRawImageType(0);
        int type =
                raw == null ? DataBuffer.TYPE_UNDEFINED : raw.getSampleModel().getDataType();
        if (type == DataBuffer.TYPE_FLOAT || type == DataBuffer.TYPE_DOUBLE) {
            throw new InvalidInferenceInputException(
                    "expected a picture of whole numbers, 8 or 16 bits a sample; its samples"
                            + " are floating-point numbers, of which none is stated to be white: convert it to 8 or 16 bits first");
        }
    }

    /** Every so manieth row and column, as a reader leaves them out. */
    private static BufferedImage thinned(BufferedImage whole, PictureHeader header, int step) {
        if (step == 1) {
            return whole;
        }
        int left = middle(step, header.width());
        int top = middle(step, header.height());
        BufferedImage thin = new BufferedImage(
                (whole.getWidth() - left + step - 1) / step,
                (whole.getHeight() - top + step - 1) / step,
                BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < thin.getHeight(); y++) {
            for (int x = 0; x < thin.getWidth(); x++) {
                thin.setRGB(x, y, whole.getRGB(left + x * step, top + y * step));
            }
        }
        return thin;
    }

    /** A very narrow picture has no pixel in the middle of a step. */
    private static int middle(int step, long side) {
        return (int) Math.min((step - 1) / 2, side - 1);
    }

    private static ImageReader first(Iterator<ImageReader> readers, String name) {
        if (!readers.hasNext()) {
            throw new InvalidInferenceInputException(
                    "the content is " + name
                            + ", and no installed ImageIO reader decodes it; send JPEG, PNG, GIF, WebP or BMP, or put a reader of it on the class path");
        }
        return readers.next();
    }

    /**
     * A picture or a part of its pixels.
     *
     * @param header the size of the whole picture
     * @param step   the image holds every so manieth row and column
     */
    record Decoded(BufferedImage image, PictureHeader header, int step) {}

    @FunctionalInterface
    private interface ReaderSource {
        ImageReader find(ImageInputStream stream) throws IOException;
    }
}
