package io.github.camelhf.inference.examples.watchedfolder;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/** Draws text as a terminal shows it: {@code docs/images/watched-folder.png} is the output of a run. */
final class TerminalPicture {

    private static final Color BACKGROUND = new Color(0x1B1F27);
    private static final Color TEXT = new Color(0xD6DAE1);
    private static final Color FRAME = new Color(0x667080);
    private static final Color PROMPT = new Color(0x7FB3E6);
    private static final int MARGIN = 24;
    private static final int COLUMNS = 92;
    /** What stands out: decisions, the reason of a failure, the line that sums up. */
    private static final List<Paint> PAINTS = List.of(
            new Paint(Pattern.compile("\\baccept\\b|^\\d+ sorted.*"), new Color(0x8CCB7E)),
            new Paint(Pattern.compile("\\breview\\b(?= +\\|)"), new Color(0xE8C268)),
            new Paint(Pattern.compile("\\bfailed\\b(?= +\\|)|^\\S+ failed:"), new Color(0xEB8078)),
            new Paint(Pattern.compile("^\\$ .*"), PROMPT),
            new Paint(Pattern.compile("[|]|^[+-]+$"), FRAME));

    private TerminalPicture() {}

    /** Draws the text file {@code args[0]} into the PNG file {@code args[1]}. */
    public static void main(String[] args) throws IOException {
        List<String> lines = Files.readAllLines(Path.of(args[0])).stream()
                .flatMap(line -> wrapped(line).stream())
                .toList();
        ImageIO.write(draw(lines), "png", Path.of(args[1]).toFile());
    }

    private static List<String> wrapped(String line) {
        if (line.length() <= COLUMNS) {
            return List.of(line);
        }
        int space = line.lastIndexOf(' ', COLUMNS);
        int end = space > 0 ? space : COLUMNS;
        List<String> parts = new ArrayList<>(List.of(line.substring(0, end)));
        parts.addAll(wrapped(line.substring(end).stripLeading()));
        return parts;
    }

    private static BufferedImage draw(List<String> lines) {
        Font font = new Font(Font.MONOSPACED, Font.PLAIN, 17);
        FontMetrics metrics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB)
                .createGraphics()
                .getFontMetrics(font);
        BufferedImage image = new BufferedImage(
                2 * MARGIN + COLUMNS * metrics.charWidth('m'),
                2 * MARGIN + lines.size() * metrics.getHeight(),
                BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setFont(font);
        graphics.setColor(BACKGROUND);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        for (int row = 0; row < lines.size(); row++) {
            int baseline = MARGIN + row * metrics.getHeight() + metrics.getAscent();
            write(graphics, lines.get(row), metrics.charWidth('m'), baseline);
        }
        graphics.dispose();
        return image;
    }

    private static void write(Graphics2D graphics, String line, int width, int baseline) {
        for (int column = 0; column < line.length(); column++) {
            graphics.setColor(colour(line, column));
            graphics.drawString(line.substring(column, column + 1), MARGIN + column * width, baseline);
        }
    }

    private static Color colour(String line, int column) {
        for (Paint paint : PAINTS) {
            Matcher matcher = paint.where().matcher(line);
            while (matcher.find()) {
                if (matcher.start() <= column && column < matcher.end()) {
                    return paint.colour();
                }
            }
        }
        return TEXT;
    }

    private record Paint(Pattern where, Color colour) {}
}
