/**
 * Answers of servers, read and checked: labels, boxes, masks, vectors, pieces of text, media, JSON that a schema holds.
 *
 * <p>In: the JSON or the bytes of an answer.<br>
 * Out: results, or an {@link io.github.camelhf.inference.answer.UnexpectedAnswerException} that says what was expected and what came.<br>
 * Called by: {@code options}, {@code message}, {@code task}.
 */
@NullMarked
package io.github.camelhf.inference.answer;

import org.jspecify.annotations.NullMarked;
