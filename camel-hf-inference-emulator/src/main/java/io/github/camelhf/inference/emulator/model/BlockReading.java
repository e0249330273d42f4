package io.github.camelhf.inference.emulator.model;

import io.github.camelhf.inference.emulator.model.BlockLetters.Dots;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@link BlockLetters}, dark on light and upright: a line lies between rows without ink, a letter between columns without ink, and
 * its dots are looked up. What is no such letter is passed over, and so is a line that is mostly that.
 */
final class BlockReading {

    /** Of red, green and blue together; darker is ink. */
    private static final int INK = 3 * 128;

    /** Dots without ink that part words, and those that part columns. */
    private static final int WORD = 3;

    private static final int COLUMN = 6;

    /** Of its dots; no letter is wider. */
    private static final int WIDEST = 5;

    private final PictureDecoder.Packed picture;

    BlockReading(PictureDecoder.Packed picture) {
        this.picture = picture;
    }

    /** From top to bottom; a tab where there is much room between two words. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Stretch rows : Stretch.all(picture.height, this::inked)) {
            int dot = Math.round((float) rows.length() / BlockLetters.HEIGHT);
            if (dot > 0 && Math.abs(rows.length() - dot * BlockLetters.HEIGHT) <= dot / 2) {
                String line = line(rows, dot);
                if (!line.isEmpty()) {
                    lines.add(line);
                }
            }
        }
        return lines;
    }

    private boolean inked(int row) {
        for (int x = 0; x < picture.width; x++) {
            if (isInk(x, row)) {
                return true;
            }
        }
        return false;
    }

    private String line(Stretch rows, int dot) {
        List<Stretch> marks = Stretch.all(picture.width, x -> {
            for (int y = rows.start(); y < rows.end(); y++) {
                if (isInk(x, y)) {
                    return true;
                }
            }
            return false;
        });
        StringBuilder line = new StringBuilder();
        int read = 0;
        int end = marks.get(0).start();
        for (Stretch mark : marks) {
            Character letter = letter(mark, rows.start(), dot);
            if (letter != null) {
                int gap = Math.round((float) (mark.start() - end) / dot);
                line.append(gap >= COLUMN ? "\t" : gap >= WORD ? " " : "").append(letter);
                end = mark.end();
                read++;
            }
        }
        return 2 * read > marks.size() ? line.toString() : "";
    }

    private @Nullable Character letter(Stretch mark, int top, int dot) {
        int width = Math.round((float) mark.length() / dot);
        if (width < 1 || width > WIDEST) {
            return null;
        }
        long bits = 0;
        for (int i = 0; i < width * BlockLetters.HEIGHT; i++) {
            int x = Math.min(mark.start() + i % width * dot + dot / 2, picture.width - 1);
            int y = Math.min(top + i / width * dot + dot / 2, picture.height - 1);
            bits |= isInk(x, y) ? 1L << i : 0;
        }
        return BlockLetters.letter(new Dots(width, bits));
    }

    private boolean isInk(int x, int y) {
        int rgb = picture.rgb[y * picture.width + x];
        return (rgb >> 16 & 0xFF) + (rgb >> 8 & 0xFF) + (rgb & 0xFF) < INK;
    }

    /** Neighbouring rows or columns that have ink. */
    private record Stretch(int start, int end) {

        static List<Stretch> all(int size, IntPredicate inked) {
            List<Stretch> stretches = new ArrayList<>();
            int start = -1;
            for (int i = 0; i <= size; i++) {
                boolean ink = i < size && inked.test(i);
                if (ink && start < 0) {
                    start = i;
                } else if (!ink && start >= 0) {
                    stretches.add(new Stretch(start, i));
                    start = -1;
                }
            }
            return stretches;
        }

        int length() {
            return end - start;
        }
    }
}
