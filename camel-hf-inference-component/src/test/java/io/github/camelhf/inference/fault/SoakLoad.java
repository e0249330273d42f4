package io.github.camelhf.inference.fault;

import io.github.camelhf.inference.error.HfInferenceException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;

/** Sends messages through one route, as many at a time as are its share, and accounts for each of them. */
final class SoakLoad {

    final String route;
    final LongAdder sent = new LongAdder();
    final LongAdder succeeded = new LongAdder();
    final LongAdder failed = new LongAdder();

    /** Failures that are none of ours, by their text. */
    final Map<String, Throwable> unexpected = new ConcurrentHashMap<>();

    private final int most;
    private final Semaphore room;
    private final Processor message;
    private final ProducerTemplate template;
    private final AtomicBoolean over = new AtomicBoolean();
    private final Thread thread;
    private long seen;

    /**
     * @param most    messages that are open at a time
     * @param message makes a message; called on one thread
     */
    SoakLoad(CamelContext context, String route, int most, Processor message) {
        this.route = route;
        this.most = most;
        this.room = new Semaphore(most);
        this.message = message;
        this.template = context.createProducerTemplate();
        this.thread = new Thread(this::send, "soak-" + route);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // its end is counted
    private void send() {
        while (!over.get()) {
            room.acquireUninterruptibly();
            sent.increment();
            template.asyncSend("direct:" + route, message).whenComplete((exchange, failure) -> {
                ended(failure == null ? exchange.getException() : failure);
                room.release();
            });
        }
    }

    private void ended(@Nullable Throwable failure) {
        (failure == null ? succeeded : failed).increment();
        if (failure != null && !isExpected(failure) && unexpected.size() < 10) {
            unexpected.put(String.valueOf(failure), failure);
        }
    }

    private static boolean isExpected(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof HfInferenceException || each instanceof RejectedExecutionException) {
                return true;
            }
            String text = String.valueOf(each.getMessage());
            // The route was stopped while the message was under way in it, or the pool of toD had just lost its
            // producer.
            if (text.startsWith("SendProcessor has not been started")
                    || text.startsWith("No producer, this processor")) {
                return true;
            }
        }
        return false;
    }

    long open() {
        return sent.sum() - succeeded.sum() - failed.sum();
    }

    /** Whether a message has ended since the last question. */
    boolean moves() {
        long before = seen;
        seen = succeeded.sum() + failed.sum();
        return seen > before;
    }

    void end() {
        over.set(true);
    }

    /** Whether each message has come back, some of them well, and no failure was a strange one. */
    boolean awaitGoodEnd() throws Exception {
        boolean all = room.tryAcquire(most, 60, TimeUnit.SECONDS);
        template.close();
        return all && open() == 0 && succeeded.sum() > 0 && unexpected.isEmpty();
    }

    @Override
    public String toString() {
        return "%s: sent %d = succeeded %d + failed %d + open %d"
                .formatted(route, sent.sum(), succeeded.sum(), failed.sum(), open());
    }
}
