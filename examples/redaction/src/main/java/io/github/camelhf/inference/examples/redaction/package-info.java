/**
 * Documents that may be shown to others. {@link io.github.camelhf.inference.examples.redaction.RedactionRoute} is the route, {@link
 * io.github.camelhf.inference.examples.redaction.Redaction} hides what stands in texts; the rest starts them.
 */
@NullMarked
package io.github.camelhf.inference.examples.redaction;

import org.jspecify.annotations.NullMarked;
