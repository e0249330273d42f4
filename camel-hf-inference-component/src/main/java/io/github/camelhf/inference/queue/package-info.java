/**
 * Decides who may be sent now.
 *
 * <p>In: a {@link io.github.camelhf.inference.transport.WireRequest} with a {@link io.github.camelhf.inference.queue.Ticket}.<br>
 * Out: the request to the transport when its turn has come, and its answer back.<br>
 * Called by: the root, {@code options}, {@code batch}.
 *
 * <p>{@link io.github.camelhf.inference.queue.CallQueue} has the lock, the timer and the futures;
 * {@link io.github.camelhf.inference.queue.Schedule} and what it holds only decide.
 *
 * <pre>
 * a call   WAITING  it has arrived                          -> RUNNING   its turn, see below
 *                                                           -> OVER      given up, or at a closed gate for maxWaitForModel
 *          RUNNING  it is on the wire                       -> OVER      answered, failed, or given up
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
