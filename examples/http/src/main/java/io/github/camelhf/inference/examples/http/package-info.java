/**
 * Classification behind an HTTP address of one's own. {@link io.github.camelhf.inference.examples.http.ClassifyRoute} is the
 * route, {@link io.github.camelhf.inference.examples.http.Problem} says what a failure means to the caller; the rest starts them.
 */
@NullMarked
package io.github.camelhf.inference.examples.http;

import org.jspecify.annotations.NullMarked;
