package io.github.camelhf.inference.picture;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.input.Content;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes the first frame of a picture, leaving out rows and columns that a smaller picture does not need. */
final class PictureDecoder {

    private final String name;
    private final ReaderSource readers;

    private PictureDecoder(String name, ReaderSource readers) {
        this.name = name;
        this.readers = readers;
    }

    /** For one of the five formats. */
    static PictureDecoder of(PictureFormat format) {
        // WebP is not looked up: the registry sees the plug-ins of one class loader only, which need not be ours.
        return new PictureDecoder(
                format.name(),
                format == PictureFormat.WEBP
                        ? stream -> new WebPImageReaderSpi().createReaderInstance(null)
                        : stream -> first(ImageIO.getImageReadersByFormatName(format.name()), format.name()));
    }

    /** For whatever the readers that are installed recognise. */
    static PictureDecoder ofAny(String mediaType) {
        return new PictureDecoder(mediaType, stream -> first(ImageIO.getImageReaders(stream), mediaType));
    }

    /**
     * Decodes.
     *
     * @param check   is shown the size as the decoder sees it, before anything is decoded
     * @param maxSize the picture's longer side will be at least this, and less than twice; 0 for all of it
     */
    Decoded decode(Content content, Consumer<PictureHeader> check, int maxSize) throws IOException {
        try (InputStream bytes = content.open();
                ImageInputStream stream = new MemoryCacheImageInputStream(bytes)) {
            ImageReader reader = readers.find(stream);
            try {
                // Metadata is ignored: the new picture carries none, and broken notes must not stop it.
                reader.setInput(stream, true, true);
                PictureHeader header = new PictureHeader(reader.getWidth(0), reader.getHeight(0));
                check.accept(header);
                ImageReadParam param = reader.getDefaultReadParam();
                int step = maxSize < 1 ? 1 : (int) Math.max(1, header.longerSide() / maxSize);
                // From the middle of each step: from its corner the whole picture would be shifted by half a step.
                param.setSourceSubsampling(step, step, middle(step, header.width()), middle(step, header.height()));
                return new Decoded(reader.read(0, param), header, step);
            } finally {
                reader.dispose();
            }
        } catch (InvalidInferenceInputException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Readers meet broken files with exceptions of many kinds.
            throw new InvalidInferenceInputException(
                    "the " + name + " picture cannot be decoded: " + String.valueOf(e.getMessage()), e);
        }
    }

    /** A very narrow picture has no pixel in the middle of a step. */
    private static int middle(int step, long side) {
        return (int) Math.min((step - 1) / 2, side - 1);
    }

    private static ImageReader first(Iterator<ImageReader> readers, String name) {
        if (!readers.hasNext()) {
            throw new InvalidInferenceInputException("the content is " + name
                    + ", and no installed ImageIO reader decodes it; send JPEG, PNG, GIF, WebP or BMP");
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
