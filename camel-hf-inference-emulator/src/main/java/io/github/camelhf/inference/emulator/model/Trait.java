package io.github.camelhf.inference.emulator.model;

import java.util.Locale;

/** What can be said about a picture besides its colours, each as a number from 0 (not at all) to 1 (very much so). */
enum Trait {
    /** Straight lines run through the whole picture both ways, as joints between tiles. */
    GRID,
    /** Lines run through one way and are cut and staggered the other way, as joints between bricks. */
    COURSES,
    /** Lines run through one way and not the other, as between boards. */
    BOARDS,
    /** Fine structure is drawn out in one direction. */
    GRAIN,
    /** There is structure, but no line runs through. */
    IRREGULAR,
    /** Many small patches of different colours side by side. */
    PATCHWORK,
    /** Short lines both ways that return at small distances. */
    WEAVE,
    /** Hardly any structure anywhere. */
    SMOOTH,
    /** Between its edges the picture is smooth. */
    CLEAN,
    /** Strong structure in the smallest detail. */
    ROUGH,
    /** Weak structure in the smallest detail. */
    GRAINY,
    /** The large shapes are stronger than the fine detail. */
    CLOUDED,
    /** Structure drawn out from left to right. */
    LEVEL,
    /** Structure drawn out from top to bottom. */
    UPRIGHT,
    /** Lightness changes evenly from top to bottom. */
    GRADIENT,
    /** A small part of the picture is much lighter than the rest. */
    HIGHLIGHTS,
    /** Light and dark lie far apart. */
    CONTRAST,
    /** Little light on the whole. */
    DARK,
    /** Much light on the whole. */
    BRIGHT,
    /** Strong colours. */
    VIVID,
    /** Greys and other weak colours. */
    PALE,
    /** Red and yellow prevail. */
    WARM,
    /** Green and blue prevail. */
    COLD,
    /** Strong colours of several hues. */
    COLOURFUL;

    /** As it is written in the vocabulary. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
