/**
 * What the examples send: a few drawn pictures that the emulator's demonstration model tells apart, and a file that is no
 * picture. They are made in memory, so that each example and its test can put them where its source looks, and see where they have come to lie.
 */
@NullMarked
package io.github.camelhf.inference.examples.pictures;

import org.jspecify.annotations.NullMarked;
