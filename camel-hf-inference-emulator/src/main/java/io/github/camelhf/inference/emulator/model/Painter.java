package io.github.camelhf.inference.emulator.model;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes pictures of words by the names of colours in them, which is a demonstration and no art: it paints the colours side by side
 * and writes the words below, or shades a picture in the first of them.
 */
public final class Painter {

    /** Longer names first, so that "light blue" is not "blue". */
    private static final Pattern NAMES = Pattern.compile(NamedColour.ALL.stream()
            .map(NamedColour::word)
            .sorted(Comparator.comparingInt(String::length).reversed())
            .map(word -> word.replace("-", "[- ]"))
            .collect(Collectors.joining("|", "\\b(", ")\\b")));

    /** Of the height, from the upper edge. */
    private static final double PAINTED = 0.75;

    private Painter() {}

    /** The colours that the words name and those to be left out do not, side by side in their order; grey where there are none. */
    public static BufferedImage paint(String words, String without, int width, int height) {
        List<NamedColour> colours = new ArrayList<>(named(words));
        colours.removeAll(named(without));
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        int painted = (int) (height * PAINTED);
        int count = Math.max(1, colours.size());
        for (int i = 0; i < count; i++) {
            graphics.setColor(
                    colours.isEmpty() ? Color.GRAY : new Color(colours.get(i).rgb()));
            int left = i * width / count;
            graphics.fillRect(left, 0, (i + 1) * width / count - left, painted);
        }
        graphics.setColor(Color.BLACK);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, Math.max(8, height / 16)));
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.drawString(words, 2, painted + graphics.getFontMetrics().getAscent());
        graphics.dispose();
        return picture;
    }

    /**
     * The picture in shades of the first colour that the words name; in greys where they name none.
     *
     * @throws UnreadableImageException as {@link DemonstrationModel#image} does
     */
    public static BufferedImage shade(byte[] encoded, String words) throws UnreadableImageException {
        PictureDecoder.Packed pixels = PictureDecoder.packed(encoded);
        Color colour = new Color(Optional.of(named(words))
                .filter(found -> !found.isEmpty())
                .map(found -> found.get(0).rgb())
                .orElse(0xFFFFFF));
        BufferedImage shaded = new BufferedImage(pixels.width, pixels.height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < pixels.rgb.length; i++) {
            Color pixel = new Color(pixels.rgb[i]);
            int light = (pixel.getRed() + pixel.getGreen() + pixel.getBlue()) / 3;
            Color shade = new Color(
                    colour.getRed() * light / 255, colour.getGreen() * light / 255, colour.getBlue() * light / 255);
            shaded.setRGB(i % pixels.width, i / pixels.width, shade.getRGB());
        }
        BufferedImage full = new BufferedImage(pixels.fullWidth, pixels.fullHeight, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = full.createGraphics();
        graphics.drawImage(shaded, 0, 0, pixels.fullWidth, pixels.fullHeight, null);
        graphics.dispose();
        return full;
    }

    private static List<NamedColour> named(String words) {
        List<NamedColour> found = new ArrayList<>();
        Matcher matcher = NAMES.matcher(words.toLowerCase(Locale.ROOT));
        while (matcher.find()) {
            String word = matcher.group().replace(' ', '-');
            NamedColour.ALL.stream()
                    .filter(colour -> colour.word().equals(word) && !found.contains(colour))
                    .forEach(found::add);
        }
        return found;
    }
}
