package io.github.camelhf.inference.examples.invoice;

import io.github.camelhf.inference.emulator.model.BlockLetters;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import javax.imageio.ImageIO;

/** Pictures of invoices, drawn in the letters that the emulator's demonstration model can read. */
final class DrawnInvoice {

    /** One that adds up. */
    static final List<String> RIGHT = List.of(
            "SELLER: ROOF & FLOOR LTD",
            "INVOICE NUMBER: 2026-0117",
            "DATE: 2026-11-03\tCURRENCY: EUR",
            "",
            "DESCRIPTION\tQUANTITY\tPRICE\tAMOUNT",
            "BLUE TILES, 30 X 30 CM\t40\t2.50\t100.00",
            "WOODEN FLOORING\t12.5\t31.20\t390.00",
            "",
            "NET:\t490.00",
            "VAT:\t93.10",
            "TOTAL:\t583.10");

    private static final int DOT = 2;
    private static final int LINE = 20;
    private static final int MARGIN = 20;
    private static final int[] COLUMNS = {MARGIN, 320, 450, 560};
    private static final int WIDTH = 680;

    private DrawnInvoice() {}

    /** The right one with other words in it. */
    static byte[] with(String words, String others) {
        return png(RIGHT.stream().map(line -> line.replace(words, others)).toList());
    }

    /** One that goes on for as many pages as a clerk would not read. */
    static byte[] endless() {
        List<String> lines = new ArrayList<>(RIGHT.subList(0, 5));
        lines.addAll(Collections.nCopies(150, RIGHT.get(5)));
        lines.addAll(RIGHT.subList(7, RIGHT.size()));
        return png(lines);
    }

    /** As an upload leaves it that was broken off. */
    static byte[] damaged() {
        byte[] whole = png(RIGHT);
        return Arrays.copyOf(whole, whole.length / 2);
    }

    /** @param lines from top to bottom, with a tab between columns */
    static byte[] png(List<String> lines) {
        int height = 2 * MARGIN + LINE * lines.size();
        BufferedImage picture = new BufferedImage(WIDTH, height, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, WIDTH, height);
        graphics.dispose();
        for (int line = 0; line < lines.size(); line++) {
            String[] columns = lines.get(line).split("\t", -1);
            for (int column = 0; column < columns.length; column++) {
                BlockLetters.draw(picture, columns[column], COLUMNS[column], MARGIN + LINE * line, DOT, Color.BLACK);
            }
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }
}
