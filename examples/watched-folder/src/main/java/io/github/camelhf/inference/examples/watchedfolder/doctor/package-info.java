/**
 * Looks for what would keep a run from working, one thing in each class, and says what to do about it. Knows folders,
 * tokens and addresses, not the route; leaves nothing behind.
 */
@NullMarked
package io.github.camelhf.inference.examples.watchedfolder.doctor;

import org.jspecify.annotations.NullMarked;
