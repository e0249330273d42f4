/**
 * Stages 1, 2 and 5 of the flow, where a message is touched: {@link io.github.camelhf.inference.message.RequestReader} reads
 * it, {@link io.github.camelhf.inference.message.RequestEncoder} addresses the request,
 * {@link io.github.camelhf.inference.message.ResultWriter} writes result or failure.
 *
 * <p>In: an exchange and the options.<br>
 * Out: an {@link io.github.camelhf.inference.task.InferenceRequest} and its wire request; later body, headers or exception in
 * the exchange.<br>
 * Called by: the root, {@code meters}; examples use its {@link io.github.camelhf.inference.message.SafeLabel}.
 */
@NullMarked
package io.github.camelhf.inference.message;

import org.jspecify.annotations.NullMarked;
