/**
 * What an endpoint's options mean. {@link io.github.camelhf.inference.options.WrittenOptions} holds them as they were written;
 * what is wrong with one is said here, when a producer starts.
 *
 * <p>In: options as text, and where the machine keeps tokens and proxies.<br>
 * Out: {@link io.github.camelhf.inference.options.CallOptions}, checked, or an {@code IllegalArgumentException} that names the
 * option.<br>
 * Called by: the root, {@code meters}, {@code message}.
 */
@NullMarked
package io.github.camelhf.inference.options;

import org.jspecify.annotations.NullMarked;
