/**
 * What the tasks of the Hub send and how their answers are read. {@link io.github.camelhf.inference.task.Task} is the table;
 * each task is one file that holds both directions. A new task is one such file, one line in the table and one fixture folder.
 *
 * <p>In: an {@link io.github.camelhf.inference.task.InferenceRequest} to encode, an answer to decode.<br>
 * Out: a body for the wire; results, checked against the question.<br>
 * Called by: the root, {@code meters}, {@code options}, {@code message}, {@code batch}.
 */
@NullMarked
package io.github.camelhf.inference.task;

import org.jspecify.annotations.NullMarked;
