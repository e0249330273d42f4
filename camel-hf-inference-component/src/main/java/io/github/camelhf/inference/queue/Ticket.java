package io.github.camelhf.inference.queue;

import java.util.List;

/**
 * What a call brings along besides its request.
 *
 * @param owner whose stop ends the call; {@link #NOBODY} when only the queue's own end does
 * @param again whether the message was under way before, as a redelivery or with an earlier call of its route: such calls and new ones
 *              take turns, so that what has begun comes to its end
 * @param place given back when the call leaves or is over
 */
public record Ticket(Object owner, boolean again, Place place) {

    /** The owner of calls that several share, or that no route makes. */
    public static final Object NOBODY = "nobody";

    /** The ticket of a call that stands for several. */
    public static Ticket joined(List<Ticket> tickets) {
        return new Ticket(
                NOBODY,
                tickets.stream().anyMatch(Ticket::again),
                new Place(() -> tickets.forEach(ticket -> ticket.place().free()), false));
    }
}
