package io.github.camelhf.inference.batch;

import io.github.camelhf.inference.queue.Ticket;
import io.github.camelhf.inference.task.InferenceRequest;
import io.github.camelhf.inference.transport.WireRequest;

/**
 * One question and the wire request that asks it alone.
 *
 * @param request what is asked
 * @param wire    {@code request}, encoded
 * @param ticket  what the queue wants to know
 */
public record Question(InferenceRequest request, WireRequest wire, Ticket ticket) {}
