/**
 * Carries questions to answers: {@link io.github.camelhf.inference.batch.SingleAsker} gives each question a wire call of its
 * own, {@link io.github.camelhf.inference.batch.Batching} stands in front of it and joins questions that fit together.
 *
 * <p>In: a {@link io.github.camelhf.inference.batch.Question}.<br>
 * Out: a future of its {@link io.github.camelhf.inference.batch.Answer}, and of no other's.<br>
 * Called by: the root, {@code options}, {@code message}.
 */
@NullMarked
package io.github.camelhf.inference.batch;

import org.jspecify.annotations.NullMarked;
