package io.github.camelhf.inference.examples.watchedfolder;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/**
 * Draws the sample pictures of this example. {@code SAMPLES.md} says how to run it and how the WebP files are made from
 * its PNG output.
 */
final class SamplePictures {

    private static final Rgb WHITE = Rgb.hex(0xEFEFEA);
    private static final Rgb GROUT = Rgb.hex(0x9A9A98);
    private static final Rgb PALE_GROUT = Rgb.hex(0xD9D5CC);
    private static final Rgb MORTAR = Rgb.hex(0xB9B1A4);

    private SamplePictures() {}

    /** Writes every picture below the folder {@code args[0]}; those to become WebP as PNG below {@code args[1]}. */
    public static void main(String[] args) throws IOException {
        Path pictures = Files.createDirectories(Path.of(args[0]));
        Path originals = Files.createDirectories(Path.of(args[1]));
        for (Sample sample : all()) {
            if (sample.name().endsWith(".webp")) {
                String name = sample.name().replace(".webp", ".png");
                Files.write(originals.resolve(name), encoded(sample.drawing().get(), "png"));
            } else {
                Files.write(
                        pictures.resolve(sample.name()),
                        encoded(sample.drawing().get(), sample.format()));
            }
        }
        byte[] whole = encoded(oakFloor(21).get(), "jpg");
        Files.write(pictures.resolve("truncated-upload.jpg"), Arrays.copyOf(whole, whole.length * 3 / 5));
        Files.writeString(pictures.resolve("shopping-list.jpg"), """
                Shopping list for the bathroom
                - 4 boxes of white wall tiles, 20 x 20
                - grout, silver grey, 5 kg
                - tile spacers
                This file is plain text, whatever its name says.
                """);
    }

    static List<Sample> all() {
        return List.of(
                // ceramic tile
                of(
                        "bathroom-wall.webp",
                        1024,
                        768,
                        90,
                        TileSurfaces.tiles(15, 15, 0.35, GROUT, TileSurfaces.plain(WHITE, 0.03, 1))),
                of(
                        "IMG_0001.jpg",
                        3000,
                        2000,
                        150,
                        TileSurfaces.tiles(
                                20, 20, 0.4, Rgb.hex(0xE4E1DA), TileSurfaces.plain(Rgb.hex(0x3D7C8C), 0.10, 2))),
                of(
                        "IMG_0002.jpg",
                        800,
                        600,
                        100,
                        TileSurfaces.tiles(20, 20, 0.5, PALE_GROUT, TileSurfaces.plain(Rgb.hex(0xA8322A), 0.12, 3))),
                of(
                        "kitchen_green.png",
                        280,
                        280,
                        60,
                        TileSurfaces.tiles(12, 12, 0.35, WHITE, TileSurfaces.plain(Rgb.hex(0x5F9A78), 0.12, 4))),
                of(
                        "checkered floor.gif",
                        320,
                        240,
                        160,
                        TileSurfaces.tiles(
                                20, 20, 0.3, Rgb.hex(0x777777), TileSurfaces.checkered(WHITE, Rgb.hex(0x26272B)))),
                of(
                        "terracotta.webp",
                        240,
                        180,
                        100,
                        TileSurfaces.tiles(
                                20, 20, 0.8, Rgb.hex(0xC9BFAF), TileSurfaces.plain(Rgb.hex(0xB8663C), 0.16, 5))),
                of(
                        "DSC00417.bmp",
                        160,
                        120,
                        120,
                        TileSurfaces.tiles(
                                30, 30, 0.7, GROUT, TileSurfaces.clouded(Rgb.hex(0xD8C7A8), Rgb.hex(0xC4AE8A), 6))),
                of(
                        "ornament_tiles.jpg",
                        900,
                        900,
                        80,
                        TileSurfaces.tiles(
                                20,
                                20,
                                0.2,
                                PALE_GROUT,
                                TileSurfaces.ornament(WHITE, Rgb.hex(0x2E5A88), Rgb.hex(0xC8873A)))),
                // natural stone
                of(
                        "IMG_0003.jpg",
                        1200,
                        800,
                        120,
                        StoneSurfaces.marble(Rgb.hex(0xF1EFEC), Rgb.hex(0xD5D4D2), Rgb.hex(0x6E7175), 34, 100)),
                of(
                        "worktop-granite.webp",
                        640,
                        480,
                        30,
                        StoneSurfaces.granite(
                                0.75,
                                200,
                                Rgb.hex(0x2B2B2E),
                                Rgb.hex(0x6B6460),
                                Rgb.hex(0x8F867F),
                                Rgb.hex(0xB9ABA0),
                                Rgb.hex(0xDCD3CA))),
                of("P1010022.JPG", 1000, 750, 90, StoneSurfaces.slate(Rgb.hex(0x5B6268), Rgb.hex(0x7A6248), 300)),
                of(
                        "garden_path.png",
                        260,
                        195,
                        180,
                        StoneSurfaces.slabs(
                                34,
                                Rgb.hex(0x4E4A43),
                                400,
                                Rgb.hex(0x9B958A),
                                Rgb.hex(0x87847D),
                                Rgb.hex(0xA69C8B),
                                Rgb.hex(0x8D8F90))),
                of(
                        "old-wall.gif",
                        280,
                        280,
                        130,
                        StoneSurfaces.slabs(
                                17, Rgb.hex(0xA39C8E), 450, Rgb.hex(0x8C867C), Rgb.hex(0x77746E), Rgb.hex(0xA09684))),
                of(
                        "IMG_0009.jpg",
                        720,
                        960,
                        90,
                        StoneSurfaces.marble(Rgb.hex(0x2F3A36), Rgb.hex(0x44524C), Rgb.hex(0xC9CFC9), 30, 500)),
                // wood flooring
                of("IMG_0004.jpg", 1280, 853, 110, oak(20)),
                of(
                        "living-room.webp",
                        800,
                        600,
                        130,
                        WoodSurfaces.boards(14, 110, Rgb.hex(0x9A6A42), Rgb.hex(0x4B2C18), 600)),
                of(
                        "new_floor.png",
                        320,
                        240,
                        90,
                        WoodSurfaces.boards(12, 90, Rgb.hex(0xDCBE94), Rgb.hex(0xA97E50), 620)),
                of(
                        "DSC00418.bmp",
                        150,
                        200,
                        80,
                        WoodSurfaces.upright(WoodSurfaces.boards(11, 85, Rgb.hex(0xC58D54), Rgb.hex(0x7C4A22), 640))),
                of(
                        "hallway.jpg",
                        600,
                        900,
                        90,
                        WoodSurfaces.upright(WoodSurfaces.boards(13, 100, Rgb.hex(0xB57A48), Rgb.hex(0x6A3C1C), 660))),
                of(
                        "scan_07.gif",
                        240,
                        180,
                        90,
                        WoodSurfaces.boards(13, 100, Rgb.hex(0xA4632F), Rgb.hex(0x5A2E14), 680)),
                // brick wall
                of(
                        "IMG_0005.jpg",
                        1000,
                        667,
                        150,
                        WallSurfaces.bricks(
                                25,
                                7.5,
                                MORTAR,
                                700,
                                Rgb.hex(0xA4492F),
                                Rgb.hex(0x93402C),
                                Rgb.hex(0xB25A3A),
                                Rgb.hex(0x7E3627))),
                of(
                        "facade.webp",
                        750,
                        1000,
                        140,
                        WallSurfaces.bricks(
                                24,
                                7.1,
                                Rgb.hex(0xC9C2B4),
                                720,
                                Rgb.hex(0xC27A4A),
                                Rgb.hex(0xB0653C),
                                Rgb.hex(0xCB8E5C))),
                of(
                        "clinker.png",
                        240,
                        180,
                        110,
                        WallSurfaces.bricks(
                                24,
                                7.1,
                                Rgb.hex(0x8F8A82),
                                740,
                                Rgb.hex(0x6B2C25),
                                Rgb.hex(0x57272A),
                                Rgb.hex(0x7C3A2B))),
                of(
                        "DSC00421.bmp",
                        180,
                        120,
                        140,
                        WallSurfaces.bricks(
                                25,
                                7.5,
                                Rgb.hex(0xCFC8BB),
                                760,
                                Rgb.hex(0xB5523A),
                                Rgb.hex(0xA34730),
                                Rgb.hex(0xBF6647))),
                // mosaic
                of(
                        "IMG_0006.jpg",
                        800,
                        600,
                        48,
                        WallSurfaces.mosaic(
                                2,
                                Rgb.hex(0xE8E6E0),
                                0.06,
                                800,
                                WallSurfaces.mixed(
                                        801,
                                        Rgb.hex(0x2F8FA8),
                                        Rgb.hex(0x1F5F8B),
                                        Rgb.hex(0x6CC3C9),
                                        Rgb.hex(0xBFE3DF),
                                        Rgb.hex(0x174A70)))),
                of(
                        "pool-edge.webp",
                        512,
                        512,
                        40,
                        WallSurfaces.mosaic(
                                2,
                                Rgb.hex(0xF2F1EC),
                                0.05,
                                820,
                                WallSurfaces.mixed(
                                        821,
                                        Rgb.hex(0x1D6FA5),
                                        Rgb.hex(0x49A7C9),
                                        Rgb.hex(0xE2C044),
                                        Rgb.hex(0xF3F0E4),
                                        Rgb.hex(0xC8553D)))),
                of(
                        "roman_floor.png",
                        264,
                        264,
                        66,
                        WallSurfaces.mosaic(
                                2.4,
                                Rgb.hex(0xB6AC9A),
                                0.18,
                                840,
                                WallSurfaces.rings(
                                        13.5,
                                        13.5,
                                        2.3,
                                        Rgb.hex(0xE6DDC8),
                                        Rgb.hex(0x8C3B2A),
                                        Rgb.hex(0xE6DDC8),
                                        Rgb.hex(0x33383C),
                                        Rgb.hex(0xC99A4B)))),
                of(
                        "P1010031.gif",
                        256,
                        192,
                        44,
                        WallSurfaces.mosaic(
                                2.2,
                                Rgb.hex(0x6E675E),
                                0.10,
                                860,
                                WallSurfaces.mixed(
                                        861,
                                        Rgb.hex(0xD8B98A),
                                        Rgb.hex(0x9C5B3B),
                                        Rgb.hex(0xEDE2CC),
                                        Rgb.hex(0x5C4433),
                                        Rgb.hex(0xB9803F)))),
                // grass
                new Sample("IMG_0007.jpg", () -> Lawn.painted(900, 600, 90, 0, 900)),
                new Sample("meadow.webp", () -> Lawn.painted(700, 525, 70, 34, 920)),
                new Sample("thumbnail_12.bmp", () -> Lawn.painted(96, 72, 34, 0, 940)),
                new Sample("lawn-small.png", () -> Lawn.painted(64, 64, 30, 0, 960)),
                // pictures that none of the labels fits well
                of(
                        "IMG_0008.jpg",
                        900,
                        600,
                        110,
                        beside(
                                52,
                                oak(20),
                                TileSurfaces.tiles(15, 15, 0.35, GROUT, TileSurfaces.plain(WHITE, 0.03, 1)))),
                of("grey-card.png", 240, 160, 100, greyCard()),
                of("IMG_0010.jpg", 960, 640, 100, summerSky()));
    }

    private static Surface oak(long seed) {
        return WoodSurfaces.boards(13, 95, Rgb.hex(0xC99E6B), Rgb.hex(0x8A5B31), 580 + seed);
    }

    private static Supplier<BufferedImage> oakFloor(long seed) {
        return () -> Camera.photograph(oak(seed), 800, 600, 100);
    }

    private static Surface beside(double border, Surface left, Surface right) {
        return (x, y) -> x < border ? left.at(x, y) : right.at(x, y);
    }

    private static Surface greyCard() {
        return (x, y) -> new Surface.Spot(Rgb.hex(0x808080).times(1 + 0.05 * Noise.cloudy(x / 30, y / 30, 3, 7)), 0);
    }

    private static Surface summerSky() {
        return (x, y) -> {
            double cloud = Noise.step(0.02, 0.55, Noise.cloudy(x / 42, y / 15, 6, 35));
            Rgb sky = Rgb.hex(0x4F8ACB).mix(Rgb.hex(0xC4DDF0), y / 66);
            return new Surface.Spot(sky.mix(Rgb.hex(0xF4F4F2), 0.85 * cloud), 0);
        };
    }

    private static Sample of(String name, int width, int height, double centimetres, Surface surface) {
        return new Sample(name, () -> Camera.photograph(surface, width, height, centimetres));
    }

    private static byte[] encoded(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWriters(ImageTypeSpecifier.createFromRenderedImage(image), format)
                .next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            ImageWriteParam param = writer.getDefaultWriteParam();
            if (format.equals("jpg")) {
                param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                param.setCompressionQuality(0.8f);
            }
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** One file to write. */
    record Sample(String name, Supplier<BufferedImage> drawing) {

        String format() {
            return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        }
    }
}
