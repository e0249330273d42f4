package io.github.camelhf.inference.emulator.model;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An alphabet of dots that the demonstration model reads in pictures, unlike any other writing: capital letters, digits and a few
 * signs, {@value #HEIGHT} dots high, in {@code block-letters.txt}. Whoever needs a written picture for it draws one here, which
 * needs no fonts of the machine.
 */
public final class BlockLetters {

    /** Of each letter, in dots. */
    public static final int HEIGHT = 7;

    private static final String FILE = "block-letters.txt";

    /** Dots that a space adds to the one between two letters. */
    private static final int SPACE = 3;

    private static final Map<Dots, Character> LETTERS = load();
    private static final Map<Character, Dots> DOTS = new HashMap<>();

    static {
        LETTERS.forEach((dots, letter) -> DOTS.put(letter, dots));
    }

    private BlockLetters() {}

    /**
     * Writes a line, small letters as capitals.
     *
     * @param left of its first letter, in pixels
     * @param top  of its letters, in pixels
     * @param dot  pixels of a dot's side, at least 1
     * @return where the line ends, in pixels
     * @throws IllegalArgumentException when the alphabet lacks one of its letters
     */
    public static int draw(BufferedImage picture, String line, int left, int top, int dot, Color colour) {
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(colour);
        int x = left;
        for (char letter : line.toUpperCase(Locale.ROOT).toCharArray()) {
            if (letter == ' ') {
                x += SPACE * dot;
                continue;
            }
            Dots dots = DOTS.get(letter);
            if (dots == null) {
                throw new IllegalArgumentException("the alphabet of dots has no " + letter);
            }
            for (int i = 0; i < dots.width() * HEIGHT; i++) {
                if ((dots.bits() >> i & 1) == 1) {
                    graphics.fillRect(x + i % dots.width() * dot, top + i / dots.width() * dot, dot, dot);
                }
            }
            x += (dots.width() + 1) * dot;
        }
        graphics.dispose();
        return x;
    }

    /** The letter that these dots make, null for none. */
    static @Nullable Character letter(Dots dots) {
        return LETTERS.get(dots);
    }

    private static Map<Dots, Character> load() {
        try (InputStream in = BlockLetters.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("Expected " + FILE + " beside " + BlockLetters.class.getName());
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            List<String[]> rows = reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith(";"))
                    .map(line -> line.trim().split(" +"))
                    .toList();
            Map<Dots, Character> letters = new HashMap<>();
            for (int row = 0; row < rows.size(); row += HEIGHT + 1) {
                String[] names = rows.get(row);
                for (int i = 0; i < names.length; i++) {
                    StringBuilder dots = new StringBuilder();
                    for (String[] line : rows.subList(row + 1, row + 1 + HEIGHT)) {
                        dots.append(line[i]);
                    }
                    letters.put(Dots.of(dots), names[i].charAt(0));
                }
            }
            return letters;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * One letter's dots.
     *
     * @param width in dots
     * @param bits  one for each dot, row by row, the first one lowest
     */
    record Dots(int width, long bits) {

        private static Dots of(CharSequence rows) {
            long bits = 0;
            for (int i = 0; i < rows.length(); i++) {
                bits |= rows.charAt(i) == '#' ? 1L << i : 0;
            }
            return new Dots(rows.length() / HEIGHT, bits);
        }
    }
}
