/**
 * Carries questions to answers: {@link io.github.camelhf.inference.call.WireCalls} gives each question a wire call of its own,
 * {@link io.github.camelhf.inference.call.Batching} stands in front of it and joins questions that fit together. Neither knows
 * Camel: whoever asks holds a future.
 */
@NullMarked
package io.github.camelhf.inference.call;

import org.jspecify.annotations.NullMarked;
