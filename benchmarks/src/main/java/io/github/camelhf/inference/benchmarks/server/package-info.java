/**
 * The server that all clients are measured against: it reads whatever comes and answers with fixed bytes, at once, after a
 * latency, or at the pace of a model that computes one call at a time. In a process of its own, on two threads.
 */
@NullMarked
package io.github.camelhf.inference.benchmarks.server;

import org.jspecify.annotations.NullMarked;
