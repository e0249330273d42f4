/**
 * What both HTTP clients here have in common, that of calls and that of downloads: the life of a call from its start to its one
 * end, checked TLS, and threads of their own for work that may block. Knows neither what is sent nor what comes back.
 *
 * <p>In: a request's start, its deadline and its owner.<br>
 * Out: one end for each call, on threads that may wait where it must.<br>
 * Called by: the root, {@code fetch}, {@code transport}.
 */
@NullMarked
package io.github.camelhf.inference.http;

import org.jspecify.annotations.NullMarked;
