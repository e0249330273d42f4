package io.github.camelhf.inference.emulator.model;

/** Which of the 768 numbers mean what: blocks, one after the other. */
enum VectorLayout {
    /** The part of the picture in each {@link NamedColour}. */
    COLOURS(16, 0.34),
    /** Each {@link Trait}. */
    TRAITS(24, 0.50),
    /** The colours again, for each place of three by three. */
    PLACED_COLOURS(144, 0.02),
    /** How much of the picture is how light. */
    LIGHTNESS(16, 0.02),
    /** How much of the picture is how strong in colour. */
    STRENGTH(16, 0.01),
    /** Colour strength by hue. */
    HUES(12, 0.01),
    /** Lightness for each place of eight by eight. */
    CELLS(64, 0.01),
    /** Spread of lightness within each place of eight by eight. */
    CELL_CONTRASTS(64, 0.01),
    /** Green to red, then blue to yellow, for each place of four by four. */
    TINTS(32, 0.01),
    /** Edges by scale: energy of four scales, then how strongly one direction prevails, then which. */
    EDGES(12, 0.01),
    /** Edges by direction, eight for each of four scales. */
    DIRECTIONS(32, 0.02),
    /** Edges by direction for each place of three by three, fine scale, then the second coarser one. */
    PLACED_DIRECTIONS(144, 0.02),
    /** How regularly lines return, horizontal ones, then vertical ones, by distance. */
    RHYTHM(64, 0.02),
    /** Words outside the vocabulary; always zero for pictures. */
    UNKNOWN_WORDS(128, 0);

    static final int DIMENSIONS = 768;

    private final int size;
    private final double share;

    VectorLayout(int size, double share) {
        this.size = size;
        this.share = share;
    }

    int size() {
        return size;
    }

    /** The part of a picture's squared length that this block has; all parts add up to 1. */
    double share() {
        return share;
    }

    /** Where the block begins. */
    int offset() {
        int offset = 0;
        for (VectorLayout block : values()) {
            if (block == this) {
                break;
            }
            offset += block.size;
        }
        return offset;
    }

    /** Fills this block of a picture's vector, scaled to the block's share whatever the length of the values. */
    void fill(float[] vector, double[] values) {
        if (values.length != size) {
            throw new IllegalArgumentException("Block " + this + " has " + size + " numbers, not " + values.length);
        }
        double length = 0;
        for (double value : values) {
            length += value * value;
        }
        double scale = length < 1e-12 ? 0 : Math.sqrt(share / length);
        for (int i = 0; i < size; i++) {
            vector[offset() + i] = (float) (values[i] * scale);
        }
    }
}
