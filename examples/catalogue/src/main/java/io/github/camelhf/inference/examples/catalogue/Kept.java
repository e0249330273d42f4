package io.github.camelhf.inference.examples.catalogue;

import io.github.camelhf.inference.examples.catalogue.shelf.RefusedException;
import io.github.camelhf.inference.examples.catalogue.shelf.Shelf;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;

/**
 * Holds each message until what it brought is committed, and fails it when that will not be. A queue that takes a message back, or a
 * bucket that deletes an object only after success, so loses nothing when the program is killed.
 */
final class Kept extends AsyncProcessorSupport {

    private final Shelf shelf;
    private final Indexing indexing;
    private final Queue<Message> messages = new ConcurrentLinkedQueue<>();

    Kept(Shelf shelf, Indexing indexing) {
        this.shelf = shelf;
        this.indexing = indexing;
    }

    /** @param number of the last thing that must be committed */
    private record Message(long number, Exchange exchange, AsyncCallback callback) {}

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        messages.add(new Message(shelf.written(), exchange, callback));
        release();
        return false;
    }

    /** Lets go what is committed, and everything once the indexing has ended. */
    void release() {
        String refusal = indexing.refusal();
        for (Message each : List.copyOf(messages)) {
            boolean committed = each.number <= shelf.committed();
            // Whoever takes it out of the queue ends it.
            if ((committed || refusal != null) && messages.remove(each)) {
                if (!committed) {
                    each.exchange.setException(new RefusedException(String.valueOf(refusal)));
                }
                each.callback.done(false);
            }
        }
    }
}
