/**
 * Carries questions to answers: {@link io.github.camelhf.inference.batch.SingleAsker} gives each question a wire call of its own,
 * {@link io.github.camelhf.inference.batch.Batching} stands in front of it and joins questions that fit together. Neither knows
 * Camel: whoever asks holds a future.
 */
@NullMarked
package io.github.camelhf.inference.batch;

import org.jspecify.annotations.NullMarked;
