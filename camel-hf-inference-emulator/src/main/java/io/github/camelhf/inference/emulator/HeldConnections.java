package io.github.camelhf.inference.emulator;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.io.EndPoint;

/** Connections whose request is never answered, so that a reset can end them. Thread-safe. */
final class HeldConnections {
    private final List<EndPoint> held = new ArrayList<>();
    private int epoch;

    /** Counts the releases so far; a request takes it on arrival and hands it to {@link #hold}. */
    synchronized int epoch() {
        return epoch;
    }

    /** Remembers a connection; false when it was to be released already, because a reset came after the request. */
    synchronized boolean hold(EndPoint endPoint, int arrivedIn) {
        if (arrivedIn != epoch) {
            return false;
        }
        held.removeIf(other -> !other.isOpen());
        held.add(endPoint);
        return true;
    }

    /** Closes all of them. */
    void release() {
        List<EndPoint> released;
        synchronized (this) {
            epoch++;
            released = List.copyOf(held);
            held.clear();
        }
        released.forEach(EndPoint::close);
    }
}
