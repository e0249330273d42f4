/**
 * What the servers answer, without any HTTP server: media-type rules, the pipeline tasks and the four-mode handler, each
 * a plain function from a request's parts to JSON. Knows the demonstration model; does not know Jetty, faults or recording.
 */
@NullMarked
package io.github.camelhf.inference.emulator.dialect;

import org.jspecify.annotations.NullMarked;
