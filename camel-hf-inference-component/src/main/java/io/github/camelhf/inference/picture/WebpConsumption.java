package io.github.camelhf.inference.picture;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import io.github.camelhf.inference.input.Content;
import java.io.IOException;
import java.io.InputStream;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * How far into a lossy WebP its pixels reach. The decoder stops behind the last pixel: in a sound picture that is the last byte but
 * two, however even its areas are, while zeros that were never filled stand for more pixels a byte than what they stand in for.
 */
final class WebpConsumption {

    private WebpConsumption() {}

    /** Decodes the picture. Returns -1 when it cannot be decoded. */
    static long of(Content content) throws IOException {
        return Turns.take(() -> {
            try (InputStream bytes = content.open();
                    Furthest stream = new Furthest(bytes)) {
                ImageReader reader = new WebPImageReaderSpi().createReaderInstance(null);
                try {
                    reader.setInput(stream, true, true);
                    ImageReadParam param = reader.getDefaultReadParam();
                    // Every pixel is decoded in any case, but need not be kept.
                    param.setSourceSubsampling(reader.getWidth(0), reader.getHeight(0), 0, 0);
                    reader.read(0, param);
                    return stream.furthest;
                } finally {
                    reader.dispose();
                }
            } catch (IOException | RuntimeException e) {
                return -1L;
            }
        });
    }

    private static final class Furthest extends MemoryCacheImageInputStream {

        private long furthest;

        Furthest(InputStream bytes) {
            super(bytes);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            furthest = Math.max(furthest, streamPos);
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            furthest = Math.max(furthest, streamPos);
            return read;
        }
    }
}
