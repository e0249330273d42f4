package io.github.camelhf.inference;

import io.github.camelhf.inference.options.CallOptions;
import org.apache.camel.CamelContext;
import org.apache.camel.StatefulService;

/** What a component holds, for tests of other packages. */
public final class ComponentState {

    private ComponentState() {}

    /** The component of a context. */
    public static HfInferenceComponent of(CamelContext context) {
        return context.getComponent("hf-inference", HfInferenceComponent.class);
    }

    /** What the options of an endpoint mean. */
    public static CallOptions options(CamelContext context, String uri) {
        return context.getEndpoint(uri, HfInferenceEndpoint.class).readOptions();
    }

    /** Queues, one for each target and token that a producer uses or a call is open to. */
    public static int queues(CamelContext context) {
        return of(context).queues().size();
    }

    /**
     * Producers that Camel has started and not stopped. Among them are some that {@code toD} has lost: a thread that asks its pool for a
     * producer while another evicts the last one makes one that the pool no longer knows. Source: camel-support 4.18.0
     * (ServicePool.SinglePool.stop and evict), read 2026-11-26.
     */
    public static long liveProducers(CamelContext context) {
        return context.hasServices(HfInferenceProducer.class).stream()
                .filter(StatefulService::isStarted)
                .count();
    }

    /** Threads of components, their HTTP clients' included. */
    public static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains("HfInference") || name.startsWith("httpclient"))
                .count();
    }
}
