/**
 * What can go wrong, named by what a route can do about it. {@code onException(InferenceUnavailableException.class)} covers
 * what is worth another attempt, {@code onException(InferenceRejectedException.class)} what is not. All are unchecked.
 */
@NullMarked
package io.github.camelhf.inference.error;

import org.jspecify.annotations.NullMarked;
