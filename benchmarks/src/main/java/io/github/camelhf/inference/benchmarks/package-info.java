/**
 * Measures the component beside the ways in which the same calls are made today. {@link
 * io.github.camelhf.inference.benchmarks.Benchmark} is the program; each trial is one file.
 */
@NullMarked
package io.github.camelhf.inference.benchmarks;

import org.jspecify.annotations.NullMarked;
