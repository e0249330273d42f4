/**
 * Shows how far a run is while it works: a bar where somebody looks on, plain lines elsewhere. What is shown is worked out
 * apart from where it is shown.
 */
@NullMarked
package io.github.camelhf.inference.examples.watchedfolder.progress;

import org.jspecify.annotations.NullMarked;
