package io.github.camelhf.inference.examples.pictures;

import java.awt.Color;
import java.awt.Graphics2D;
import java.util.Locale;
import java.util.Random;

/** How the surface of a drawn product is laid out. Each draws into a square of the given side with one step of its rhythm. */
public enum Pattern {
    /** Squares of one colour with light joints both ways. */
    TILE {
        @Override
        void draw(Graphics2D graphics, int side, int step, Color colour, Random random) {
            fill(graphics, side, new Color(0xEFEFEC));
            for (int x = 0; x < side; x += step) {
                for (int y = 0; y < side; y += step) {
                    graphics.setColor(shade(colour, random, 6));
                    graphics.fillRect(x + 2, y + 2, step - 3, step - 3);
                }
            }
        }
    },
    /** Courses of stones, each shifted by half a stone. */
    BRICK {
        @Override
        void draw(Graphics2D graphics, int side, int step, Color colour, Random random) {
            fill(graphics, side, new Color(0xC9C4BA));
            int height = Math.max(8, step / 2);
            for (int row = 0; row * height < side; row++) {
                int shift = row % 2 == 0 ? 0 : -step / 2;
                for (int x = shift; x < side; x += step) {
                    graphics.setColor(shade(colour, random, 14));
                    graphics.fillRect(x + 2, row * height + 2, step - 3, height - 3);
                }
            }
        }
    },
    /** Threads that cross, each over one and under the next. */
    FABRIC {
        @Override
        void draw(Graphics2D graphics, int side, int step, Color colour, Random random) {
            fill(graphics, side, colour.darker());
            int thread = 3 + step / 20;
            for (int x = 0; x * thread < side; x++) {
                for (int y = 0; y * thread < side; y++) {
                    graphics.setColor(shade(colour, random, 24));
                    boolean over = (x + y) % 2 == 0;
                    graphics.fillRect(
                            x * thread + (over ? 0 : 1),
                            y * thread + (over ? 1 : 0),
                            thread - (over ? 0 : 2),
                            thread - (over ? 2 : 0));
                }
            }
        }
    },
    /** Level stripes, light and dark in turn. */
    STRIPED {
        @Override
        void draw(Graphics2D graphics, int side, int step, Color colour, Random random) {
            fill(graphics, side, colour);
            graphics.setColor(new Color(0xF2F2EE));
            for (int y = 0; y < side; y += step) {
                graphics.fillRect(0, y, side, step / 3);
            }
        }
    },
    /** One colour all over. */
    PLAIN {
        @Override
        void draw(Graphics2D graphics, int side, int step, Color colour, Random random) {
            fill(graphics, side, shade(colour, random, 4));
        }
    },
    /** Small pieces, most of them in shades of one colour, the others in any. */
    MOSAIC {
        @Override
        void draw(Graphics2D graphics, int side, int step, Color colour, Random random) {
            fill(graphics, side, new Color(0xD8D2C4));
            int piece = Math.max(5, step / 4);
            for (int x = 0; x < side; x += piece) {
                for (int y = 0; y < side; y += piece) {
                    Color other = new Color(Color.HSBtoRGB(random.nextFloat(), 0.7f, 0.85f));
                    graphics.setColor(random.nextInt(3) == 0 ? other : shade(colour, random, 60));
                    graphics.fillRect(x, y, piece - 1, piece - 1);
                }
            }
        }
    };

    abstract void draw(Graphics2D graphics, int side, int step, Color colour, Random random);

    /** As in a label. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static void fill(Graphics2D graphics, int side, Color colour) {
        graphics.setColor(colour);
        graphics.fillRect(0, 0, side, side);
    }

    private static Color shade(Color colour, Random random, int by) {
        int change = random.nextInt(2 * by + 1) - by;
        return new Color(
                part(colour.getRed() + change), part(colour.getGreen() + change), part(colour.getBlue() + change));
    }

    private static int part(int value) {
        return Math.max(0, Math.min(255, value));
    }
}
