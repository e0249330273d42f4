package io.github.camelhf.inference.emulator.model;

/**
 * Changes the length of rows or columns with a triangle filter: a weighted mean of everything that falls on a new pixel
 * when it gets shorter, linear interpolation when it gets longer.
 */
final class Resampling {

    private final int[] first;
    private final float[][] weights;

    private Resampling(int length) {
        first = new int[length];
        weights = new float[length][];
    }

    static Resampling to(int length, int from) {
        Resampling resampling = new Resampling(length);
        double step = (double) from / length;
        double radius = Math.max(1, step);
        for (int i = 0; i < length; i++) {
            double centre = (i + 0.5) * step;
            int start = (int) Math.max(0, Math.floor(centre - radius));
            int end = (int) Math.min(from, Math.ceil(centre + radius));
            float[] weight = new float[end - start];
            double sum = 0;
            for (int k = 0; k < weight.length; k++) {
                weight[k] = (float) Math.max(0, 1 - Math.abs(start + k + 0.5 - centre) / radius);
                sum += weight[k];
            }
            for (int k = 0; k < weight.length; k++) {
                weight[k] /= (float) sum;
            }
            resampling.first[i] = start;
            resampling.weights[i] = weight;
        }
        return resampling;
    }

    /** New rows of one channel (8 bits at {@code shift}) of packed pixels. */
    float[] rows(int[] rgb, int shift, int height) {
        int width = rgb.length / height;
        int length = first.length;
        float[] out = new float[length * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < length; x++) {
                float sum = 0;
                for (int k = 0; k < weights[x].length; k++) {
                    sum += weights[x][k] * (rgb[y * width + first[x] + k] >> shift & 0xFF);
                }
                out[y * length + x] = sum;
            }
        }
        return out;
    }

    /** New columns of a plane that is {@code width} wide. */
    float[] columns(float[] plane, int width) {
        float[] out = new float[width * first.length];
        for (int y = 0; y < first.length; y++) {
            for (int k = 0; k < weights[y].length; k++) {
                int row = (first[y] + k) * width;
                for (int x = 0; x < width; x++) {
                    out[y * width + x] += weights[y][k] * plane[row + x];
                }
            }
        }
        return out;
    }
}
