/**
 * What is counted of messages, where the application has Micrometer.
 *
 * <p>In: messages that came and ended, queues and gates to look at.<br>
 * Out: meters in the application's registry; the outcome of a message in a word.<br>
 * Called by: the root.
 */
@NullMarked
package io.github.camelhf.inference.meters;

import org.jspecify.annotations.NullMarked;
