/**
 * What was decided about each file, and the log that keeps it: one line of JSON for each decision. Knows nothing of the
 * route that decides.
 */
@NullMarked
package io.github.camelhf.inference.examples.watchedfolder.audit;

import org.jspecify.annotations.NullMarked;
