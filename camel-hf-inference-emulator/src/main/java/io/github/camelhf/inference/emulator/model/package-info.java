/**
 * The demonstration model: pictures and words become vectors of the same 768 numbers. It measures colour, brightness,
 * texture and shape in the pixels and looks words up in a small vocabulary; it has learned nothing from data, and what
 * each number means is written down in {@code MODEL.md} of this module.
 */
@NullMarked
package io.github.camelhf.inference.emulator.model;

import org.jspecify.annotations.NullMarked;
