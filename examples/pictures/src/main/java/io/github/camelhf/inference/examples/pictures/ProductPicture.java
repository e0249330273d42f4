package io.github.camelhf.inference.examples.pictures;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;

/**
 * One product of a drawn catalogue, with the truth about it.
 *
 * @param name its file name; the ending says the format: png, jpg, gif or bmp
 * @param colour the word for its colour
 * @param pattern how its surface is laid out
 * @param rhythm pixels of one step of the pattern in the first drawing
 * @param copyOf the name of the product that this is another picture of, smaller and stored in another format; else its own
 */
public record ProductPicture(String name, String colour, Pattern pattern, int rhythm, String copyOf) {

    private static final Map<String, Color> COLOURS = new LinkedHashMap<>();

    static {
        COLOURS.put("red", new Color(0xC62828));
        COLOURS.put("orange", new Color(0xE67E22));
        COLOURS.put("yellow", new Color(0xF2D024));
        COLOURS.put("green", new Color(0x2E8B3D));
        COLOURS.put("turquoise", new Color(0x1FA8A0));
        COLOURS.put("blue", new Color(0x2A5CBE));
        COLOURS.put("purple", new Color(0x7D3CA0));
        COLOURS.put("pink", new Color(0xE87FA8));
        COLOURS.put("brown", new Color(0x7B4A26));
        COLOURS.put("grey", new Color(0x7C7C7C));
        COLOURS.put("black", new Color(0x1E1E1E));
    }

    private static final int SIDE = 240;
    private static final int[] RHYTHMS = {24, 40, 60};
    private static final String[] FORMATS = {"png", "jpg", "gif", "bmp"};
    /** Each so many-th product is there twice. */
    private static final int COPIED = 10;

    /** 198 products in eleven colours, six patterns and three sizes of pattern, and 20 further pictures of some of them. */
    public static List<ProductPicture> catalogue() {
        List<ProductPicture> products = new ArrayList<>();
        for (String colour : COLOURS.keySet()) {
            for (Pattern pattern : Pattern.values()) {
                for (int rhythm : RHYTHMS) {
                    int number = products.size();
                    String article = "%s-%s-%d".formatted(colour, pattern.word(), rhythm);
                    String name = article + "." + FORMATS[number % FORMATS.length];
                    products.add(new ProductPicture(name, colour, pattern, rhythm, name));
                }
            }
        }
        List<ProductPicture> copies = new ArrayList<>();
        for (int i = 0; i < products.size(); i += COPIED) {
            ProductPicture original = products.get(i);
            String name = original.name.replaceAll("\\..*", "") + "-copy.jpg";
            copies.add(new ProductPicture(name, original.colour, original.pattern, original.rhythm, original.name));
        }
        products.addAll(copies);
        return List.copyOf(products);
    }

    /** The whole catalogue as files of a folder; those that are there already are left alone. */
    public static void writeAll(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (ProductPicture product : catalogue()) {
            if (!Files.exists(folder.resolve(product.name))) {
                product.write(folder);
            }
        }
    }

    /** What it shows, such as {@code red tile}. */
    public String label() {
        return colour + " " + pattern.word();
    }

    /** Whether this is another picture of a product that the catalogue has already. */
    public boolean isCopy() {
        return !name.equals(copyOf);
    }

    /** Writes it into a folder, under its name when it is whole. */
    public void write(Path folder) throws IOException {
        BufferedImage drawn = drawing();
        BufferedImage picture = isCopy() ? smaller(drawn) : drawn;
        String format = name.substring(name.lastIndexOf('.') + 1);
        Path part = folder.resolve("." + name);
        if (!ImageIO.write(picture, format, part.toFile())) {
            throw new IOException("this Java runtime writes no " + format);
        }
        Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private BufferedImage drawing() {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        pattern.draw(graphics, SIDE, rhythm, shade(), new Random(copyOf.hashCode()));
        graphics.dispose();
        return image;
    }

    /** The larger the pattern, the lighter. */
    private Color shade() {
        Color full = COLOURS.getOrDefault(colour, Color.GRAY);
        int lighter = rhythm == RHYTHMS[0] ? -28 : rhythm == RHYTHMS[1] ? 0 : 28;
        return new Color(
                part(full.getRed() + lighter), part(full.getGreen() + lighter), part(full.getBlue() + lighter));
    }

    private static int part(int value) {
        return Math.max(0, Math.min(255, value));
    }

    private static BufferedImage smaller(BufferedImage picture) {
        int side = SIDE * 4 / 5;
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(picture, 0, 0, side, side, null);
        graphics.dispose();
        return image;
    }
}
