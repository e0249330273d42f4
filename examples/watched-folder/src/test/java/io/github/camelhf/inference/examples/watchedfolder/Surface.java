package io.github.camelhf.inference.examples.watchedfolder;

/** Something flat to photograph, in centimetres from its top left corner. */
interface Surface {

    Spot at(double x, double y);

    /** Colour and height (centimetres, up is towards the camera) of a place. */
    record Spot(Rgb colour, double height) {}
}
