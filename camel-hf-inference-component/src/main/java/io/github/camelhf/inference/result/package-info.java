/**
 * What a call gives: immutable values that Jackson reads and writes, and that Camel turns into a JSON {@code String}.
 *
 * <p>In: labels, scores and numbers of an answer.<br>
 * Out: values that a route reads, and their JSON.<br>
 * Called by: the root, {@code task}, {@code answer}, {@code message}; routes read them.
 */
@NullMarked
package io.github.camelhf.inference.result;

import org.jspecify.annotations.NullMarked;
