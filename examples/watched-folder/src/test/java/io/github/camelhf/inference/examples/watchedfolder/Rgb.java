package io.github.camelhf.inference.examples.watchedfolder;

/** A colour whose parts run from 0 to 1 and may leave that range until the picture is written. */
record Rgb(double red, double green, double blue) {

    static Rgb hex(int rgb) {
        return new Rgb((rgb >> 16 & 0xFF) / 255.0, (rgb >> 8 & 0xFF) / 255.0, (rgb & 0xFF) / 255.0);
    }

    Rgb times(double factor) {
        return new Rgb(red * factor, green * factor, blue * factor);
    }

    Rgb plus(double light) {
        return new Rgb(red + light, green + light, blue + light);
    }

    /** This colour at 0, the other at 1. */
    Rgb mix(Rgb other, double share) {
        double s = Math.max(0, Math.min(1, share));
        return new Rgb(red + (other.red - red) * s, green + (other.green - green) * s, blue + (other.blue - blue) * s);
    }

    int packed() {
        return level(red) << 16 | level(green) << 8 | level(blue);
    }

    private static int level(double part) {
        return (int) Math.round(255 * Math.max(0, Math.min(1, part)));
    }
}
