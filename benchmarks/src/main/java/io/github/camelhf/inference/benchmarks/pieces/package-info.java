/** The pieces of a call alone, with JMH. */
@NullMarked
package io.github.camelhf.inference.benchmarks.pieces;

import org.jspecify.annotations.NullMarked;
