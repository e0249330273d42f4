/** What a call gives: immutable values that Jackson reads and writes, and that Camel turns into a JSON {@code String}. */
@NullMarked
package io.github.camelhf.inference.result;

import org.jspecify.annotations.NullMarked;
