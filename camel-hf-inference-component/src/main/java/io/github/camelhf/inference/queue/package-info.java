/**
 * Decides who may be sent now.
 *
 * <p>In: a {@link io.github.camelhf.inference.transport.WireRequest} with a {@link io.github.camelhf.inference.queue.Ticket}.<br>
 * Out: the request to the transport when its turn has come, and its answer back.<br>
 * Called by: the root, {@code meters}, {@code options}, {@code batch}.
 *
 * <p>{@link io.github.camelhf.inference.queue.CallQueue} has the lock, the timer and the futures;
 * {@link io.github.camelhf.inference.queue.Schedule} and what it holds only decide.
 *
 * <pre>
 * a call   WAITING  it has arrived                          -> RUNNING   its turn, see below
 *                                                           -> OVER      given up, or at a closed gate for maxWaitForModel
 *          RUNNING  it is on the wire                       -> OVER      answered, failed, or given up
 *
 * a model's gate (LoadingGate)
 *          OPEN     every call passes                       -> CLOSED    a loading answer to a call that passed since it opened
 *          CLOSED   none passes until its delay is over     -> PROBING   the delay is over and a call is there
 *                                                           -> OPEN      a 2xx answer to a call that passed before it closed
 *          PROBING  one call is under way, no other passes  -> CLOSED    loading, no answer, a 429, a server error, or given up
 *                                                           -> OPEN      any other answer, or an earlier call's 2xx
 *
 * the server's gate (RateGate)
 *          OPEN     calls keep the distance, if there is one -> CLOSED   a refusal of too many: for the stated time or a pause
 *          CLOSED   none is sent                             -> OPEN     the time is over; the distance doubles with each refusal
 *                                                                        of a call that was alone, and halves with each success
 *
 * its turn has come when
 *   its model's gate is open, or closed, not probed, and its delay over   (LoadingGate)
 *   the server refuses none, and the distance between calls is kept       (RateGate)
 *   fewer calls are open than the server bears                            (AdaptiveLimit)
 *   fewer are open than the widest endpoint's maxInFlight, and fewer of its own endpoint than its own
 *   no call that came before it may start; a redelivery and a new call of one line take turns
 * </pre>
 */
@NullMarked
package io.github.camelhf.inference.queue;

import org.jspecify.annotations.NullMarked;
