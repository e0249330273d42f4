package io.github.camelhf.inference.emulator;

import io.github.camelhf.inference.emulator.dialect.HandlerErrors;
import io.github.camelhf.inference.emulator.model.DemonstrationModel;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The inference server: both dialects over HTTP/1.1 and, with prior knowledge, HTTP/2 in clear text, on one port. All
 * methods may be called from any thread. A stopped emulator can be started again and then keeps its port.
 */
public final class InferenceEmulator implements AutoCloseable {
    private final Builder options;
    private final RequestLog log = new RequestLog();
    private final FaultPlan faults = new FaultPlan();
    private final PictureShelf pictures = new PictureShelf();
    private final Traffic traffic;
    private final InferenceHandler handler;
    private @Nullable Listener listener;
    private volatile int port;

    private InferenceEmulator(Builder options) {
        this.options = options;
        this.port = options.port;
        DemonstrationModel model = new DemonstrationModel();
        Inference inference = new Inference(options, model, pictures);
        ControlHandler control = new ControlHandler(this, model, pictures);
        this.traffic = new Traffic(options.nanoTime, options.pace);
        this.handler = new InferenceHandler(options, inference, log, faults, traffic, control);
    }

    /** A builder with the defaults: 127.0.0.1, any free port, no token, no latency, the documented handler. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Starts listening; does nothing when it already does.
     *
     * @return this
     * @throws UncheckedIOException when the port cannot be used, with a sentence that says what to do
     */
    public synchronized InferenceEmulator start() {
        if (listener != null) {
            return this;
        }
        Listener starting = Listener.start(options.host, port, handler);
        listener = starting;
        port = starting.port();
        pictures.port(port);
        return this;
    }

    /** Stops listening and ends all connections, also those that wait for an answer. Does nothing when it is stopped. */
    @Override
    public synchronized void close() {
        Listener stopping = listener;
        listener = null;
        if (stopping != null) {
            handler.held().release();
            stopping.stop();
        }
    }

    /** The port it listens on; before the first start the one asked for, which may be 0. */
    public int port() {
        return port;
    }

    /**
     * The four-mode endpoint, for the component's {@code endpointUrl}: {@code http://127.0.0.1:PORT/}, or
     * {@code http://127.0.0.1:PORT/infer} for the ported handler.
     */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port() + options.variant.path());
    }

    /** {@code http://127.0.0.1:PORT/hf-inference}: the hosted service, for the component's {@code baseUrl}. */
    public URI hostedUrl() {
        return url().resolve("/hf-inference");
    }

    /** {@code http://127.0.0.1:PORT/embed}: text-embeddings-inference, for the component's {@code endpointUrl}. */
    public URI textEmbeddingsUrl() {
        return url().resolve("/embed");
    }

    /**
     * {@code http://127.0.0.1:PORT/tei/PATH}: a path of text-embeddings-inference, such as {@code rerank}, for the component's
     * {@code endpointUrl} with {@code api=tei}.
     */
    public URI textEmbeddingsUrl(String path) {
        return url().resolve("/tei/" + path);
    }

    /** The inference requests since the last reset, in the order in which they arrived. */
    public List<RecordedRequest> requests() {
        return log.requests();
    }

    /**
     * Waits until at least so many inference requests have been read, answered or not.
     *
     * @throws IllegalStateException listing those that did arrive, when the time is over
     */
    public List<RecordedRequest> awaitRequests(int count, Duration timeout) {
        return log.await(count, timeout);
    }

    /** The highest number of inference requests that were open at the same time since the last reset. */
    public int maxConcurrentRequests() {
        return log.maxOpen();
    }

    /** How many inference requests are open now: their heads arrived, and neither answer nor connection has ended. */
    public int openRequests() {
        return log.open();
    }

    /** Queues a fault for the next inference request. */
    public void fault(Fault fault) {
        fault(fault, 1);
    }

    /** Queues a fault for so many inference requests, after those already queued. */
    public void fault(Fault fault, int times) {
        faults.add(Objects.requireNonNull(fault, "fault"), times);
    }

    /** Applies a fault to every inference request for which none is queued; null ends that. */
    public void alwaysFault(@Nullable Fault fault) {
        faults.always(fault);
    }

    /** Bounds what the server takes from now on, until the next {@link #reset()}; forgets the turns that were given. */
    public void pace(Pace pace) {
        traffic.pace(Objects.requireNonNull(pace, "pace"));
    }

    /**
     * Makes a picture available under the returned URL, the only kind of URL that the emulator fetches when a request
     * names a picture by URL. Survives {@link #reset()}.
     */
    public URI picture(String name, byte[] encoded) {
        pictures.put(name, encoded);
        return url().resolve(PictureShelf.PATH + name);
    }

    /**
     * Forgets requests and faults, takes up the pace of the builder again, and ends the connections that wait for an answer
     * in vain.
     */
    public void reset() {
        faults.reset();
        traffic.pace(options.pace);
        handler.held().release();
        log.reset();
    }

    /** How to run an emulator. Not thread-safe; each built emulator keeps a copy. */
    public static final class Builder {
        String host = "127.0.0.1";
        int port;

        @Nullable
        String token;

        Duration latency = Duration.ZERO;
        HandlerVariant variant = HandlerVariant.DOCUMENTED;

        @Nullable
        HandlerErrors errors;

        Pace pace = Pace.unlimited();
        LongSupplier nanoTime = System::nanoTime;
        boolean strictToolkit = true;
        long maximumBody = 256L * 1024 * 1024;

        private Builder() {}

        private Builder(Builder other) {
            host = other.host;
            port = other.port;
            token = other.token;
            latency = other.latency;
            variant = other.variant;
            errors = other.errors;
            pace = other.pace;
            nanoTime = other.nanoTime;
            strictToolkit = other.strictToolkit;
            maximumBody = other.maximumBody;
        }

        /** The address to listen on; 127.0.0.1 unless set. */
        public Builder host(String address) {
            host = Objects.requireNonNull(address, "host");
            return this;
        }

        /** The port to listen on; 0, the default, takes any free one. */
        public Builder port(int number) {
            if (number < 0 || number > 65535) {
                throw new IllegalArgumentException("port must be between 0 and 65535, got " + number);
            }
            port = number;
            return this;
        }

        /** The bearer token that every inference request must carry; null, the default, checks none. */
        public Builder token(@Nullable String expected) {
            token = expected;
            return this;
        }

        /** How long every answer to an inference request is held back; zero unless set. */
        public Builder latency(Duration delay) {
            if (delay.isNegative()) {
                throw new IllegalArgumentException("latency must not be negative, got " + delay);
            }
            latency = delay;
            return this;
        }

        /** How much the server takes; everything unless set. */
        public Builder pace(Pace limits) {
            pace = Objects.requireNonNull(limits, "pace");
            return this;
        }

        /** The clock of the pace, in nanoseconds from any moment on; {@link System#nanoTime()} unless set. */
        public Builder nanoTime(LongSupplier clock) {
            nanoTime = Objects.requireNonNull(clock, "nanoTime");
            return this;
        }

        /** Which four-mode handler answers, and with it the path at which it does. */
        public Builder handler(HandlerVariant handler) {
            variant = Objects.requireNonNull(handler, "handler");
            return this;
        }

        /** What becomes of an error inside the four-mode handler; the variant decides unless set. */
        public Builder handlerErrors(HandlerErrors form) {
            errors = Objects.requireNonNull(form, "handlerErrors");
            return this;
        }

        /** False makes the plain paths read media types as leniently as the hosted ones; true unless set. */
        public Builder strictToolkit(boolean strict) {
            strictToolkit = strict;
            return this;
        }

        /** Bytes of the largest request body; a larger one gets 413. 256 MB unless set. */
        public Builder maximumBody(long bytes) {
            if (bytes < 1) {
                throw new IllegalArgumentException("maximumBody must be at least 1, got " + bytes);
            }
            maximumBody = bytes;
            return this;
        }

        /** An emulator that does not listen yet. */
        public InferenceEmulator build() {
            return new InferenceEmulator(new Builder(this));
        }

        /** A listening emulator. */
        public InferenceEmulator start() {
            return build().start();
        }
    }
}
