/**
 * Pictures in queues. {@link io.github.camelhf.inference.examples.jms.PicturesRoute} moves each message of a queue in a
 * transaction, {@link io.github.camelhf.inference.examples.jms.QuestionsRoute} answers requests; the rest starts them beside a
 * broker.
 */
@NullMarked
package io.github.camelhf.inference.examples.jms;

import org.jspecify.annotations.NullMarked;
