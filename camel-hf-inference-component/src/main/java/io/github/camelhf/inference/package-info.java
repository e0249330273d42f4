/**
 * The Camel component {@code hf-inference:}. {@link io.github.camelhf.inference.HfInferenceProducer#process} is the whole flow:
 *
 * <ol>
 *   <li>{@link io.github.camelhf.inference.message.RequestReader} reads message and options into an
 *       {@link io.github.camelhf.inference.task.InferenceRequest};
 *   <li>{@link io.github.camelhf.inference.task.Task#encode} makes the request body;
 *   <li>{@link io.github.camelhf.inference.batch.Asker} sends it, alone or joined with others, over the
 *       {@link io.github.camelhf.inference.transport.Transport};
 *   <li>{@link io.github.camelhf.inference.task.Task#decode} reads and checks the answer;
 *   <li>{@link io.github.camelhf.inference.message.ResultWriter} writes result or failure into the exchange.
 * </ol>
 *
 * <p>In: a message, and options as Camel hands them over.<br>
 * Out: a result, or a failure, in the same message; the rest of the route goes on.<br>
 * Called by: Camel, and by nobody here. Only this package, {@code options} and {@code message} know Camel.
 */
@NullMarked
package io.github.camelhf.inference;

import org.jspecify.annotations.NullMarked;
