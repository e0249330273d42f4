/** Measures a piece that only its own package sees. */
@NullMarked
package io.github.camelhf.inference.transport;

import org.jspecify.annotations.NullMarked;
