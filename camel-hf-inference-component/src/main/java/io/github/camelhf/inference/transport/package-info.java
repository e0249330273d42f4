/**
 * Moves bytes. Knows HTTP, neither tasks nor Camel.
 *
 * <p>In: a {@link io.github.camelhf.inference.transport.WireRequest}.<br>
 * Out: a {@link io.github.camelhf.inference.transport.WireResponse}, or an exception of the package {@code error}.<br>
 * Called by: the root, {@code options}, {@code message}, {@code task}, {@code batch}, {@code queue}, {@code fetch}.
 */
@NullMarked
package io.github.camelhf.inference.transport;

import org.jspecify.annotations.NullMarked;
