package io.github.camelhf.inference.meters;

import io.github.camelhf.inference.HfInferenceHeaders;
import io.github.camelhf.inference.message.RequestReader.Reading;
import io.github.camelhf.inference.meters.ComponentMeters.HeldBack;
import io.github.camelhf.inference.options.CallOptions;
import io.github.camelhf.inference.options.SafeUri;
import io.github.camelhf.inference.queue.CallQueue;
import io.github.camelhf.inference.queue.QueueState.Gate;
import io.github.camelhf.inference.queue.SharedQueues;
import io.github.camelhf.inference.task.AutoMode;
import io.github.camelhf.inference.task.Task;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Registry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts and times messages in a Micrometer registry, and shows there what waits and what is open to each server. Tags hold no
 * content, and as many different values as {@link BoundedNames} allows. Thread-safe.
 */
final class MicrometerMeters {

    private static final Logger LOG = LoggerFactory.getLogger(MicrometerMeters.class);

    /** The name under which camel-micrometer keeps its registry. */
    private static final String CAMELS_REGISTRY = "metricsRegistry";

    /** Those of OpenTelemetry's gen_ai.client.operation.duration. Source: its semantic conventions, read 2026-11-26. */
    private static final Duration[] BUCKETS = Stream.iterate(Duration.ofMillis(10), bucket -> bucket.multipliedBy(2))
            .limit(14)
            .toArray(Duration[]::new);

    private final SharedQueues queues;
    private final HeldBack held;
    private final MeterRegistry registry;
    private final Tags context;
    private final BoundedNames models = new BoundedNames();
    private final BoundedNames servers = new BoundedNames();
    private final Map<String, List<Meter>> gauges = new HashMap<>();

    private MicrometerMeters(SharedQueues queues, HeldBack held, MeterRegistry registry, Tags context) {
        this.queues = queues;
        this.held = held;
        this.registry = registry;
        this.context = context;
    }

    /** Null where the application has no registry of meters, or several of which none stands for all. */
    static @Nullable MicrometerMeters find(CamelContext context, SharedQueues queues, HeldBack held) {
        Registry beans = context.getRegistry();
        MeterRegistry registry = beans.lookupByNameAndType(CAMELS_REGISTRY, MeterRegistry.class);
        for (Class<? extends MeterRegistry> type : List.of(CompositeMeterRegistry.class, MeterRegistry.class)) {
            Set<? extends MeterRegistry> all = beans.findByType(type);
            registry = registry == null && all.size() == 1 ? all.iterator().next() : registry;
        }
        return registry == null
                ? null
                : new MicrometerMeters(queues, held, registry, Tags.of("camelContext", context.getName()));
    }

    /** The meters of one producer. */
    CallMeters of(CallOptions options) {
        String server = servers.of(SafeUri.server(options.queue().target()));
        showQueue(server);
        return new OfProducer(options, server);
    }

    private synchronized void showQueue(String server) {
        if (server.equals(BoundedNames.OTHER)) {
            return;
        }
        try {
            gauges.computeIfAbsent(server, this::queueOf);
        } catch (RuntimeException e) {
            LOG.debug("the queue of {} is not shown", server, e);
        }
    }

    private List<Meter> queueOf(String server) {
        Tags tags = context.and("server", server);
        return List.of(
                gauge("in.flight", "Calls that are open", tags, () -> sum(server, CallQueue::inFlight)),
                gauge("waiting", "Calls that wait before they are sent", tags, () -> sum(server, CallQueue::waiting)),
                gate(tags, server, Gate.LOADING),
                gate(tags, server, Gate.LIMITED));
    }

    private int sum(String server, ToIntFunction<CallQueue> number) {
        return queues.sum(queue -> SafeUri.server(queue.target()).equals(server), number);
    }

    private Meter gate(Tags tags, String server, Gate gate) {
        Tags gated = tags.and("gate", gate.name().toLowerCase(Locale.ROOT));
        return gauge("held", "Endpoints whose calls a gate holds back", gated, () -> held.count(server, gate));
    }

    private Meter gauge(String name, String description, Tags tags, Supplier<Number> value) {
        return Gauge.builder("hf.inference." + name, value)
                .description(description)
                .tags(tags)
                .register(registry);
    }

    /** What was counted stays; what shows the component as it is now goes. */
    synchronized void close() {
        gauges.values().forEach(list -> list.forEach(registry::remove));
        gauges.clear();
    }

    private final class OfProducer implements CallMeters {

        private final CallOptions options;
        private final String server;

        OfProducer(CallOptions options, String server) {
            this.options = options;
            this.server = server;
        }

        @Override
        public long now() {
            return registry.config().clock().monotonicTime();
        }

        @Override
        public void ended(Exchange exchange, @Nullable Reading reading, long began) {
            try {
                Tags tags = tags(reading);
                Timer.builder("hf.inference.messages")
                        .description("Messages, from their arrival at the component to their answer")
                        .tags(tags.and("outcome", MessageOutcome.of(exchange).tag()))
                        .serviceLevelObjectives(BUCKETS)
                        .register(registry)
                        .record(now() - began, TimeUnit.NANOSECONDS);
                // Of no other: an earlier conversation of the route may have left its numbers.
                if (reading != null && reading.request().chat() != null && exchange.getException() == null) {
                    tokens(exchange, tags.and("type", "input"), HfInferenceHeaders.PROMPT_TOKENS);
                    tokens(exchange, tags.and("type", "output"), HfInferenceHeaders.COMPLETION_TOKENS);
                }
            } catch (RuntimeException e) {
                LOG.debug("a message was not counted", e); // its route has nothing to do with it
            }
        }

        /** A message that could not be read is counted under what the options say. */
        private Tags tags(@Nullable Reading reading) {
            Task task = reading == null ? options.task() : reading.request().task();
            String model = reading == null
                    ? options.target().model()
                    : reading.request().model();
            return context.and(
                    "mode", task == null ? AutoMode.NAME : task.mode(),
                    "model", model == null ? "none" : models.of(model),
                    "server", server);
        }

        private void tokens(Exchange exchange, Tags tags, String header) {
            Integer count = exchange.getMessage().getHeader(header, Integer.class);
            if (count != null) {
                Counter.builder("hf.inference.tokens")
                        .description("Tokens of conversations, as servers have counted them")
                        .tags(tags)
                        .register(registry)
                        .increment(count);
            }
        }
    }
}
