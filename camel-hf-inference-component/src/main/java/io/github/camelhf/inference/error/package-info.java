/**
 * What can go wrong, named by what a route can do about it. {@code onException(InferenceUnavailableException.class)} covers
 * what is worth another attempt, {@code onException(InferenceRejectedException.class)} what is not. All are unchecked.
 *
 * <p>In: the words and numbers of a failure.<br>
 * Out: one of these exceptions.<br>
 * Called by: the root, {@code meters}, {@code options}, {@code message}, {@code task}, {@code answer}, {@code batch}, {@code queue},
 * {@code fetch}, {@code transport}, {@code picture}, {@code input}; routes catch them.
 */
@NullMarked
package io.github.camelhf.inference.error;

import org.jspecify.annotations.NullMarked;
