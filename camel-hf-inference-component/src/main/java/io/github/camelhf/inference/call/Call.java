package io.github.camelhf.inference.call;

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
public record Call(InferenceRequest request, WireRequest wire, Ticket ticket) {}
