/**
 * Decides from the scores of one answer what a picture is filed as, or why a person shall look at it. Pure: knows texts
 * and scores, neither files nor routes.
 */
@NullMarked
package io.github.camelhf.inference.examples.watchedfolder.decision;

import org.jspecify.annotations.NullMarked;
