package io.github.camelhf.inference.picture;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.input.Content;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What headers and ends of pictures say. */
class PictureStructureTest {

    private static final Map<PictureFormat, byte[]> PICTURES = new LinkedHashMap<>();

    static {
        BufferedImage flag = Drawn.flag(31, 17);
        PICTURES.put(PictureFormat.JPEG, Drawn.encoded(flag, "jpg"));
        PICTURES.put(PictureFormat.PNG, Drawn.encoded(flag, "png"));
        PICTURES.put(PictureFormat.GIF, Drawn.encoded(flag, "gif"));
        PICTURES.put(PictureFormat.BMP, Drawn.encoded(flag, "bmp"));
        PICTURES.put(
                PictureFormat.WEBP, Base64.getDecoder().decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA=="));
    }

    @ParameterizedTest
    @EnumSource
    void readsTheSize(PictureFormat format) throws IOException {
        PictureHeader header = PictureHeader.read(Content.of(requireNonNull(PICTURES.get(format))), format);
        PictureHeader expected = format == PictureFormat.WEBP ? new PictureHeader(1, 1) : new PictureHeader(31, 17);
        assertThat(header).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void acceptsAWholePictureAndOneWithMoreBehindIt(PictureFormat format) {
        byte[] whole = requireNonNull(PICTURES.get(format));
        assertThatCode(() -> PictureEnd.whole(Content.of(whole), format)).doesNotThrowAnyException();
        assertThatCode(() -> PictureEnd.whole(Content.of(Drawn.concat(whole, new byte[777])), format))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource
    void noticesEveryCut(PictureFormat format) {
        byte[] whole = requireNonNull(PICTURES.get(format));
        for (int length = 0; length < whole.length - endMark(format); length++) {
            assertTruncated(Arrays.copyOf(whole, length), format);
        }
    }

    /** Bytes of the mark that may be missing, as all of the picture stands before it. */
    private static int endMark(PictureFormat format) {
        return switch (format) {
            case JPEG -> 2;
            case GIF -> 1;
            case PNG -> 12;
            case WEBP -> 0;
            case BMP -> 3;
        };
    }

    private static void assertTruncated(byte[] bytes, PictureFormat format) {
        Content cut = Content.of(bytes);
        assertThatThrownBy(() -> {
                    PictureHeader.read(cut, format);
                    PictureEnd.whole(cut, format);
                })
                .as("%s bytes", bytes.length)
                .isInstanceOf(InvalidInferenceInputException.class)
                .hasMessageContaining("the " + format + " picture is truncated: its " + bytes.length + " bytes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jpeg-grey.jpg",
                "jpeg-ycbcr-444.jpg",
                "jpeg-ycbcr-422.jpg",
                "jpeg-ycbcr-420.jpg",
                "jpeg-restart.jpg",
                "jpeg-rgb.jpg",
                "jpeg-smooth.jpg",
                "jpeg-cmyk.jpg",
                "jpeg-ycck.jpg",
                "jpeg-turned.jpg"
            })
    void putsTheEndMarkBehindTheLastBlockOfAJpeg(String name) throws IOException {
        byte[] whole = new ExpectedPicture(name, null).bytes();
        byte[] pixels = Arrays.copyOf(whole, whole.length - 2);
        byte[] trailer = new byte[20_000];
        new Random(7).nextBytes(trailer);
        // What stands first behind the pixels of a phone's panorama looks like no mark that may stand there.
        trailer[0] = (byte) 0xFF;
        trailer[1] = 0x50;

        assertThat(whole(pixels)).isEqualTo(whole);
        assertThat(whole(Drawn.concat(pixels, new byte[] {(byte) 0xFF}))).isEqualTo(whole);
        assertThat(whole(Drawn.concat(pixels, trailer))).isEqualTo(whole);
        for (int length = 0; length < pixels.length; length += 1 + pixels.length / 400) {
            assertTruncated(Arrays.copyOf(pixels, length), PictureFormat.JPEG);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg-progressive.jpg", "jpeg-arithmetic.jpg"})
    void refusesAJpegWithoutEndWhoseBlocksItCannotCount(String name) throws IOException {
        byte[] whole = new ExpectedPicture(name, null).bytes();
        assertTruncated(Arrays.copyOf(whole, whole.length - 2), PictureFormat.JPEG);
    }

    private static byte[] whole(byte[] jpeg) throws IOException {
        try (var stream = PictureEnd.whole(Content.of(jpeg), PictureFormat.JPEG).open()) {
            return stream.readAllBytes();
        }
    }

    @Test
    void sendsAGifThatLacksItsLastByteAsItIs() throws IOException {
        for (byte[] gif : new byte[][] {
            requireNonNull(PICTURES.get(PictureFormat.GIF)), Drawn.animation(20, Color.RED, Color.BLUE)
        }) {
            Content cut = Content.of(Arrays.copyOf(gif, gif.length - 1));
            assertThat(PictureEnd.whole(cut, PictureFormat.GIF)).isSameAs(cut);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "png-rgb-8.png",
                "png-grey-1.png",
                "png-rgba-interlaced.png",
                "png-rgb-16.png",
                "png-palette-8.png"
            })
    void putsTheEndMarkBehindTheLastPixelOfAPng(String name) throws IOException {
        byte[] png = new ExpectedPicture(name, null).bytes();
        for (int missing = 1; missing <= 12; missing++) {
            Content cut = Content.of(Arrays.copyOf(png, png.length - missing));
            try (var stream = PictureEnd.whole(cut, PictureFormat.PNG).open()) {
                assertThat(stream.readAllBytes()).as("%d missing", missing).isEqualTo(png);
            }
        }
        assertTruncated(Arrays.copyOf(png, png.length - 13), PictureFormat.PNG);
    }

    @Test
    @Timeout(20)
    void doesNotUnpackMoreThanAPngWithoutEndStates() throws IOException {
        byte[] zeros = new byte[1 << 20];
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
            for (int times = 0; times < 256; times++) {
                deflater.write(zeros);
            }
        }
        ByteBuffer png = ByteBuffer.allocate(33 + 12 + packed.size());
        png.put(requireNonNull(PICTURES.get(PictureFormat.PNG)), 0, 33);
        png.putInt(packed.size())
                .put("IDAT".getBytes(StandardCharsets.US_ASCII))
                .put(packed.toByteArray());
        assertTruncated(png.array(), PictureFormat.PNG);
    }

    /** A copy that set the file aside in full length and stopped somewhere. */
    @ParameterizedTest
    @EnumSource(names = {"JPEG", "PNG", "GIF"})
    void noticesAnUnfilledEnd(PictureFormat format) {
        byte[] whole = requireNonNull(PICTURES.get(format));
        for (int filled = 40; filled < whole.length - 6; filled++) {
            byte[] copy = Arrays.copyOf(Arrays.copyOf(whole, filled), whole.length);
            int place = filled;
            assertThatThrownBy(() -> {
                        PictureHeader.read(Content.of(copy), format);
                        PictureEnd.whole(Content.of(copy), format);
                    })
                    .as("filled up to %s", place)
                    .isInstanceOf(InvalidInferenceInputException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4096, 8192, 12288})
    void noticesAnUnfilledEndWhereNoMarkStands(int filled) {
        for (PictureFormat format : new PictureFormat[] {PictureFormat.BMP, PictureFormat.WEBP}) {
            byte[] copy = Arrays.copyOf(Arrays.copyOf(rough(format), filled), ROUGH);
            assertThatThrownBy(() -> PictureEnd.whole(Content.of(copy), format))
                    .isInstanceOf(InvalidInferenceInputException.class)
                    .hasMessage("the " + format + " picture is not complete: of its " + ROUGH
                            + " bytes all from byte " + filled
                            + " on are zero, as in a file that was set aside in full length and not filled;"
                            + " copy or download it again");
        }
    }

    /** The upper rows of a BMP stand last. Large even areas of a lossless WebP are zeros, too. */
    @ParameterizedTest
    @ValueSource(ints = {54, 4095, 4097, 8000, 13_000})
    void doesNotTakeABlackSkyForAnUnfilledEnd(int filled) {
        for (PictureFormat format : new PictureFormat[] {PictureFormat.BMP, PictureFormat.WEBP}) {
            byte[] dark = Arrays.copyOf(Arrays.copyOf(rough(format), filled), ROUGH);
            assertThatCode(() -> PictureEnd.whole(Content.of(dark), format)).doesNotThrowAnyException();
        }
    }

    /** A hill that ends where a block of the disk would: the row of its top is black beside it. */
    @Test
    void doesNotTakeABlackSkyAboveAHillForAnUnfilledEnd() {
        for (PictureFormat format : new PictureFormat[] {PictureFormat.BMP, PictureFormat.WEBP}) {
            byte[] dark = Arrays.copyOf(Arrays.copyOf(rough(format), 8192), ROUGH);
            Arrays.fill(dark, 8192 - 68 * 3, 8192 - 10, (byte) 0);
            assertThatCode(() -> PictureEnd.whole(Content.of(dark), format)).doesNotThrowAnyException();
        }
    }

    /** Some cameras leave room in their notes, which stand behind the picture. */
    @Test
    void doesNotTakeTheRoomInNotesForAnUnfilledEnd() {
        byte[] webp = Arrays.copyOf(Arrays.copyOf(rough(PictureFormat.WEBP), 8192), ROUGH);
        ByteBuffer chunks = ByteBuffer.wrap(webp).order(ByteOrder.LITTLE_ENDIAN).putInt(16, 5000);
        chunks.position(20 + 5000);
        chunks.put("EXIF".getBytes(StandardCharsets.US_ASCII)).putInt(ROUGH - 28 - 5000);
        assertThatCode(() -> PictureEnd.whole(Content.of(webp), PictureFormat.WEBP))
                .doesNotThrowAnyException();
    }

    /** Its rows of 93 bytes are filled up to 96. */
    @Test
    void fillsUpTheLastRowOfABmp() throws IOException {
        byte[] whole = requireNonNull(PICTURES.get(PictureFormat.BMP));
        for (int missing = 0; missing <= 3; missing++) {
            Content cut = Content.of(Arrays.copyOf(whole, whole.length - missing));
            try (var stream = PictureEnd.whole(cut, PictureFormat.BMP).open()) {
                assertThat(stream.readAllBytes()).isEqualTo(whole);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bmp-8-run-lengths.bmp", "bmp-4-run-lengths.bmp"})
    void noticesEveryCutOfRunLengthsWhoseSizeIsNotStated(String name) throws IOException {
        byte[] whole = new ExpectedPicture(name, null).bytes();
        ByteBuffer.wrap(whole).putInt(34, 0);
        assertThatCode(() -> PictureEnd.whole(Content.of(whole), PictureFormat.BMP))
                .doesNotThrowAnyException();
        for (int length = 0; length < whole.length; length++) {
            assertTruncated(Arrays.copyOf(whole, length), PictureFormat.BMP);
        }
    }

    @Test
    void noticesAWebPWhoseChunksAreMissing() {
        byte[] webp = rough(PictureFormat.WEBP);
        // The picture's own chunk ends early, and what should follow was not filled.
        ByteBuffer.wrap(webp).order(ByteOrder.LITTLE_ENDIAN).putInt(16, 5000);
        Arrays.fill(webp, 20 + 5000, webp.length, (byte) 0);
        assertThatThrownBy(() -> PictureEnd.whole(Content.of(webp), PictureFormat.WEBP))
                .hasMessageContaining("all from byte 5020 on are zero");
    }

    private static final int ROUGH = 54 + 68 * 68 * 3;

    /** Full of noise without zeros. */
    private static byte[] rough(PictureFormat format) {
        byte[] bytes = new byte[ROUGH];
        Random random = new Random(3);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (1 + random.nextInt(255));
        }
        ByteBuffer head = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (format == PictureFormat.BMP) {
            head.put(new byte[] {'B', 'M'}).putInt(ROUGH).putInt(0).putInt(54);
            head.putInt(40).putInt(68).putInt(68).putShort((short) 1).putShort((short) 24);
            head.putInt(0).putInt(0);
        } else {
            head.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(ROUGH - 8);
            head.put("WEBPVP8L".getBytes(StandardCharsets.US_ASCII)).putInt(ROUGH - 20);
        }
        return bytes;
    }

    @Test
    void doesNotTakeTheEndOfAPreviewForTheEnd() {
        byte[] preview = requireNonNull(PICTURES.get(PictureFormat.JPEG));
        byte[] picture = Drawn.encoded(Drawn.flag(64, 64), "jpg");
        byte[] segment = Drawn.concat(
                new byte[] {(byte) 0xFF, (byte) 0xE2, (byte) ((preview.length + 2) >> 8), (byte) (preview.length + 2)},
                preview);
        byte[] withPreview =
                Drawn.concat(Arrays.copyOf(picture, 2), segment, Arrays.copyOfRange(picture, 2, picture.length));
        Content cut = Content.of(Arrays.copyOf(withPreview, withPreview.length - 9));
        assertThatThrownBy(() -> PictureEnd.whole(cut, PictureFormat.JPEG)).hasMessageContaining("truncated");
        assertTruncated(Arrays.copyOf(withPreview, 2 + segment.length), PictureFormat.JPEG);
    }

    @Test
    void countsTheFirstFrameOfAGifThatIsLargerThanItsScreen() throws IOException {
        byte[] gif = Drawn.animation(20, Color.RED, Color.BLUE);
        gif[6] = 1;
        gif[8] = 1;
        assertThat(PictureHeader.read(Content.of(gif), PictureFormat.GIF)).isEqualTo(new PictureHeader(20, 20));
    }

    @Test
    void refusesAPictureWithoutPixels() {
        byte[] png = requireNonNull(PICTURES.get(PictureFormat.PNG)).clone();
        Arrays.fill(png, 16, 20, (byte) 0);
        assertThatThrownBy(() -> PictureHeader.read(Content.of(png), PictureFormat.PNG))
                .isInstanceOf(InvalidInferenceInputException.class)
                .hasMessage(
                        "the PNG picture is broken: its header states 0 x 17 pixels; save it anew with a program that shows"
                                + " it, or copy or download it again");
    }

    /** Xcode packs the pictures of apps so: a chunk of Apple's before the header, where the size would stand. */
    @Test
    void saysWhatAPictureOfAnAppIs() {
        byte[] png = requireNonNull(PICTURES.get(PictureFormat.PNG));
        byte[] chunk = {0, 0, 0, 4, 'C', 'g', 'B', 'I', 0x50, 0, 0x20, 6, 0x2B, (byte) 0xD5, (byte) 0xB3, 0x7F};
        byte[] packed = Drawn.concat(Arrays.copyOf(png, 8), chunk, Arrays.copyOfRange(png, 8, png.length));
        assertThatThrownBy(() -> PictureHeader.read(Content.of(packed), PictureFormat.PNG))
                .isInstanceOf(InvalidInferenceInputException.class)
                .hasMessage(
                        "the PNG picture is in Apple's CgBI form, which Xcode makes for apps and other programs do not read;"
                                + " send the original, or undo it with: xcrun -sdk iphoneos pngcrush -revert-iphone-optimizations"
                                + " in.png out.png");
    }

    /** Bytes that are not where the size stands are no size. */
    @ParameterizedTest
    @CsvSource({
        "PNG, 89504e470d0a1a0a 0000000d 49444154 00000010 00000010 08020000, 'expected IHDR as its first chunk, found IDAT'",
        "PNG, 89504e470d0a1a0a 0000000d 00ff1b5b 00000010 00000010 08020000,"
                + " 'expected IHDR as its first chunk, found 0x00ff1b5b'",
        "WEBP, 52494646 20000000 57454250 58585858 10000000 0000000000000000, 'expected VP8, VP8L or VP8X as its first chunk, found XXXX'",
        "WEBP, 52494646 20000000 57454250 56503820 10000000 0000000000000000, 'expected a VP8 key frame, found no start code'",
        "WEBP, 52494646 20000000 57454250 5650384c 10000000 0000000000000000, 'expected a VP8L frame, found no signature'",
        "JPEG, ffd8 ffd9, its end comes before any frame",
        "GIF, 474946383961 0100 0100 00 0000 3b, its end comes before any frame",
    })
    void doesNotTakeOtherBytesForASize(PictureFormat format, String bytes, String what) {
        Content content = Content.of(HexFormat.of().parseHex(bytes.replace(" ", "")));
        assertThatThrownBy(() -> PictureHeader.read(content, format))
                .isInstanceOf(InvalidInferenceInputException.class)
                .hasMessage("the " + format + " picture is broken: " + what
                        + "; save it anew with a program that shows it, or copy or download it again");
    }
}
