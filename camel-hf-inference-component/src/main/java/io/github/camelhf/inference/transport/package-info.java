/**
 * Moves bytes: a {@link io.github.camelhf.inference.transport.WireRequest} goes out, a
 * {@link io.github.camelhf.inference.transport.WireResponse} or an exception of the error package comes back. Knows HTTP,
 * neither tasks nor Camel.
 */
@NullMarked
package io.github.camelhf.inference.transport;

import org.jspecify.annotations.NullMarked;
