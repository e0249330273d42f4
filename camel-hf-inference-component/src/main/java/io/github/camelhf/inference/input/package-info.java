/**
 * What goes into a call: bytes that can be opened again and again with a known length, pictures and texts.
 *
 * <p>In: bytes, files, streams and addresses.<br>
 * Out: contents, pictures and texts with their media types, checked.<br>
 * Called by: {@code options}, {@code message}, {@code task}, {@code answer}, {@code batch}, {@code fetch}, {@code transport},
 * {@code picture}.
 */
@NullMarked
package io.github.camelhf.inference.input;

import org.jspecify.annotations.NullMarked;
