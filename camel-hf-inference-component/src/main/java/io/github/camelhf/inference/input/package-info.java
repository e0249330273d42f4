/**
 * What goes into a call: bytes that can be opened again and again with a known length, pictures and texts. Nothing here knows
 * Camel; the root package turns message bodies into these.
 */
@NullMarked
package io.github.camelhf.inference.input;

import org.jspecify.annotations.NullMarked;
