package io.github.camelhf.inference.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The page's table of colour models says of each picture what {@link PictureColoursTest} holds the code to. */
class ColourTableTest {

    private static final Path PAGE = Path.of("../docs/inputs.md");

    /** Beginnings of rows, and the names of the pictures that they speak of. */
    private static final Map<String, String> ROWS = Map.ofEntries(
            Map.entry("JPEG in grey, YCbCr", "jpeg-(grey|ycbcr|rgb|progressive|restart|smooth|srgb-profile|turned).*"),
            Map.entry("JPEG in ink", "jpeg-(cmyk|ycck).*"),
            Map.entry("JPEG with arithmetic", "jpeg-arithmetic.*"),
            Map.entry("JPEG of 12 bits", "jpeg-12-bit.*"),
            Map.entry("PNG of every", "png-.*"),
            Map.entry("GIF,", "gif.*"),
            Map.entry("BMP of", "bmp-.*"),
            Map.entry("WebP,", "webp-.*"),
            Map.entry(
                    "TIFF in grey of",
                    "tiff-(?!.*float)(grey|rgb|ycbcr|palette|turned|lzw|deflate|packbits|jpeg|tiled|fax).*"),
            Map.entry("TIFF in ink (CMYK) of 8", "tiff-cmyk-8.*"),
            Map.entry("TIFF in ink (CMYK) of 16", "tiff-cmyk-16.*"),
            Map.entry("TIFF in palette or YCbCr", "tiff-extra-.*"),
            Map.entry("TIFF in L", "tiff-lab.*"),
            Map.entry("TIFF of floating", "tiff-.*-float.*"),
            Map.entry("BigTIFF", "tiff-big.*"));

    @Test
    void saysOfEachPictureWhetherItIsRightOrRefused() throws IOException {
        List<String> table = Files.readAllLines(PAGE);
        for (ExpectedPicture picture : ExpectedPicture.all()) {
            List<String> rows = ROWS.entrySet().stream()
                    .filter(row -> picture.name().matches(row.getValue()))
                    .map(Map.Entry::getKey)
                    .toList();
            assertThat(rows).as("rows of %s", picture).hasSize(1);
            List<String> said = table.stream()
                    .filter(line -> line.startsWith("| " + rows.get(0)))
                    .map(line -> line.substring(line.lastIndexOf("| ", line.length() - 2) + 2))
                    .toList();
            assertThat(said).as("rows of %s on the page", picture).hasSize(1);
            assertThat(said.get(0)).as("%s", picture).startsWith(picture.colours() == null ? "refused" : "right");
        }
    }

    /** What {@link TiffDepthsTest} tries with ramps that it makes itself. */
    @Test
    void saysWhichDepthsOfATiffAreRefused() throws IOException {
        assertThat(Files.readString(PAGE))
                .contains("| TIFF in grey of 1, 2, 4, 8, 16 or 32 bits, RGB of 8 or 16, palette of 1 to 8, YCbCr of 8,")
                .contains("| TIFF of other depths, such as 10, 12 or 14 bits | refused |")
                .contains("| TIFF in grey whose white is zero, of 32 bits or with transparency | refused |")
                .contains("| TIFF in ink (CMYK) with transparency | refused |")
                .contains("| TIFF of floating-point numbers or numbers with a sign | refused |");
    }
}
