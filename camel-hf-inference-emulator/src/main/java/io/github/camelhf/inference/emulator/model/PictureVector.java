package io.github.camelhf.inference.emulator.model;

import java.util.Arrays;

/** Measures a picture and lays the measurements out as a unit vector. */
final class PictureVector {

    private static final int COARSER = 2;

    private PictureVector() {}

    static float[] of(Pixels pixels) {
        ColourStatistics colours = new ColourStatistics(pixels);
        EdgeStatistics edges = new EdgeStatistics(pixels);
        LineStatistics horizontal = LineStatistics.horizontal(pixels);
        LineStatistics vertical = LineStatistics.vertical(pixels);
        PictureTraits traits = new PictureTraits(pixels, colours, edges, horizontal, vertical);

        float[] vector = new float[VectorLayout.DIMENSIONS];
        VectorLayout.COLOURS.fill(vector, roots(colours.names));
        VectorLayout.TRAITS.fill(
                vector, Arrays.stream(Trait.values()).mapToDouble(traits::get).toArray());
        VectorLayout.PLACED_COLOURS.fill(vector, roots(colours.placedNames));
        VectorLayout.LIGHTNESS.fill(vector, roots(colours.lightness));
        VectorLayout.STRENGTH.fill(vector, roots(colours.strength));
        VectorLayout.HUES.fill(vector, roots(colours.hues));
        VectorLayout.CELLS.fill(vector, colours.cells);
        VectorLayout.CELL_CONTRASTS.fill(vector, colours.cellContrasts);
        VectorLayout.TINTS.fill(vector, colours.tints);
        VectorLayout.EDGES.fill(vector, joined(edges.energy, edges.grain, edges.level));
        VectorLayout.DIRECTIONS.fill(vector, joined(edges.directions));
        VectorLayout.PLACED_DIRECTIONS.fill(vector, joined(joined(edges.places[0]), joined(edges.places[COARSER])));
        VectorLayout.RHYTHM.fill(vector, joined(horizontal.rhythm(), vertical.rhythm()));
        return UnitVector.normalize(vector);
    }

    /** The square root of each part, so that a small patch of colour still counts. */
    private static double[] roots(double[] parts) {
        return Arrays.stream(parts).map(Math::sqrt).toArray();
    }

    private static double[] joined(double[]... blocks) {
        return Arrays.stream(blocks).flatMapToDouble(Arrays::stream).toArray();
    }
}
