package io.github.camelhf.inference;

import io.github.camelhf.inference.call.Timer;
import io.github.camelhf.inference.fetch.PictureFetcher;
import io.github.camelhf.inference.fetch.Resolver;
import io.github.camelhf.inference.task.Task;
import io.github.camelhf.inference.transport.CallQueue;
import io.github.camelhf.inference.transport.ConnectionSettings;
import io.github.camelhf.inference.transport.HttpTransport;
import io.github.camelhf.inference.transport.QueueState;
import java.net.InetAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.EndpointHelper;
import org.apache.camel.support.HealthCheckComponent;
import org.apache.camel.util.PropertiesHelper;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.jspecify.annotations.Nullable;

/**
 * The scheme {@code hf-inference}. Holds the options that its endpoints start from, and what they share: HTTP clients, the queues
 * where calls wait, and the threads on which routes go on.
 */
@Component("hf-inference")
@ManagedResource(description = "Managed Hugging Face inference component")
public class HfInferenceComponent extends HealthCheckComponent implements SSLContextParametersAware {

    /** Register a thread pool profile under this name to change how many threads routes go on with after an answer. */
    public static final String THREAD_POOL_PROFILE = "hf-inference";

    private static final int DEFAULT_THREADS = 10;

    @Metadata(description = "The options that endpoints start from.")
    private HfInferenceConfiguration configuration = new HfInferenceConfiguration();

    @Metadata(
            label = "security",
            defaultValue = "false",
            description = "Whether the SSL context parameters of the Camel context are used.")
    private boolean useGlobalSslContextParameters;

    private final Map<ConnectionSettings, HttpTransport> transports = new ConcurrentHashMap<>();
    private final Map<QueueKey, CallQueue> queues = new ConcurrentHashMap<>();
    private final TlsContexts tlsContexts = new TlsContexts();
    private Resolver resolver = InetAddress::getAllByName;
    private @Nullable SSLContext downloadTls;
    private @Nullable PictureFetcher fetcher;
    private @Nullable ScheduledExecutorService timer;
    private @Nullable ExecutorService completion;

    public HfInferenceComponent() {}

    public HfInferenceComponent(CamelContext context) {
        super(context);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        HfInferenceConfiguration options = configuration.copy();
        HfInferenceEndpoint endpoint = new HfInferenceEndpoint(uri, this, options);
        endpoint.setMode(remaining);
        // hf-inference:any-name?mode=zero-shot is the other way in which users write it
        String mode = getAndRemoveParameter(parameters, "mode", String.class, remaining);
        endpoint.setDecidedTask(task(mode));
        endpoint.setLabelSource(labelSource(parameters));
        PropertiesHelper.extractProperties(parameters, "parameters.")
                .forEach((name, value) -> options.getParameters().put(name, resolved(value)));
        setProperties(endpoint, parameters);
        if (options.getSslContextParameters() == null && useGlobalSslContextParameters) {
            options.setSslContextParameters(retrieveGlobalSslContextParameters());
        }
        return endpoint;
    }

    /** Null for {@code auto}: decided for each message. */
    private static @Nullable Task task(String mode) {
        if (Task.normalised(mode).equals(AutoMode.NAME)) {
            return null;
        }
        return Task.ofMode(mode)
                .orElseThrow(() -> new IllegalArgumentException(
                        "mode " + mode + " is unknown; the modes are " + Task.modes() + ", " + AutoMode.NAME));
    }

    /** A bean is looked up here: as an option it would be turned into its text. */
    private @Nullable Object labelSource(Map<String, Object> parameters) {
        Object labels = parameters.get("labels");
        boolean bean = labels instanceof String text && text.startsWith("#");
        return bean ? resolveAndRemoveReferenceParameter(parameters, "labels", Object.class) : null;
    }

    private Object resolved(Object value) {
        boolean bean = value instanceof String text && text.startsWith("#bean:");
        return bean ? EndpointHelper.resolveReferenceParameter(getCamelContext(), (String) value, Object.class) : value;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        timer = getCamelContext()
                .getExecutorServiceManager()
                .newScheduledThreadPool(this, "HfInferenceTimer", timerProfile());
        ThreadPoolProfile given =
                getCamelContext().getExecutorServiceManager().getThreadPoolProfile(THREAD_POOL_PROFILE);
        ThreadPoolProfile profile = given == null ? defaultProfile() : given.clone();
        // The policy that Camel defaults to drops what comes after the end without a word: completion() must hear of
        // it.
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
        completion = getCamelContext().getExecutorServiceManager().newThreadPool(this, "HfInference", profile);
    }

    /** Each call in flight has its deadline here, and Camel's default would refuse the thousand-and-first. */
    private static ThreadPoolProfile timerProfile() {
        ThreadPoolProfile profile = new ThreadPoolProfile("HfInferenceTimer");
        profile.setPoolSize(1);
        profile.setMaxPoolSize(1);
        profile.setMaxQueueSize(-1);
        return profile;
    }

    private static ThreadPoolProfile defaultProfile() {
        ThreadPoolProfile profile = new ThreadPoolProfile(THREAD_POOL_PROFILE);
        profile.setPoolSize(DEFAULT_THREADS);
        profile.setMaxPoolSize(DEFAULT_THREADS);
        // Unbounded: what waits here is bounded by maxInFlight, and an I/O thread must never be made to run a route.
        profile.setMaxQueueSize(-1);
        profile.setAllowCoreThreadTimeOut(true);
        return profile;
    }

    @Override
    protected void doStop() throws Exception {
        queues.values().forEach(CallQueue::close);
        queues.clear();
        transports.values().forEach(HttpTransport::close);
        transports.clear();
        tlsContexts.clear();
        closeFetcher();
        if (timer != null) {
            getCamelContext().getExecutorServiceManager().shutdownNow(timer);
        }
        if (completion != null) {
            getCamelContext().getExecutorServiceManager().shutdownGraceful(completion);
        }
        super.doStop();
    }

    TlsContexts tlsContexts() {
        return tlsContexts;
    }

    /** The client for these settings, started when first asked for; stopped with the component. */
    HttpTransport transport(ConnectionSettings settings) {
        return transports.computeIfAbsent(settings, missing -> HttpTransport.start(missing, timer()));
    }

    /** What downloads pictures for all endpoints, started when first asked for. */
    synchronized PictureFetcher fetcher() {
        if (fetcher == null) {
            fetcher = PictureFetcher.start(resolver, downloadTls, completion(), timer());
        }
        return fetcher;
    }

    private synchronized void closeFetcher() {
        if (fetcher != null) {
            fetcher.close();
            fetcher = null;
        }
    }

    /** Stands in for the system's name service and trust, before the first download. */
    synchronized void downloadWith(Resolver lookups, @Nullable SSLContext tls) {
        resolver = lookups;
        downloadTls = tls;
    }

    /** Where calls wait: one for all endpoints with this target and token. */
    CallQueue queue(CallOptions options) {
        ScheduledExecutorService started = started(timer);
        return queues.computeIfAbsent(QueueKey.of(options), missing -> new CallQueue(System::nanoTime, started));
    }

    @ManagedAttribute(description = "Calls that are open to any server")
    public int getInFlight() {
        return queues.values().stream()
                .mapToInt(queue -> queue.state().inFlight())
                .sum();
    }

    @ManagedAttribute(description = "Calls to any server that wait before they are sent")
    public int getWaiting() {
        return queues.values().stream()
                .mapToInt(queue -> queue.state().waiting())
                .sum();
    }

    /** What the queue of these calls is doing; idle while there is none. */
    QueueState state(CallOptions options) {
        CallQueue queue = queues.get(QueueKey.of(options));
        return queue == null ? QueueState.IDLE : queue.state();
    }

    int connectionsInUse(CallOptions options) {
        HttpTransport transport = transports.get(options.connection());
        return transport == null ? 0 : transport.connectionsInUse();
    }

    /** Watches deadlines; takes any number of them. */
    ScheduledExecutorService timer() {
        return started(timer);
    }

    /** Ends the windows of batches. */
    @SuppressWarnings("FutureReturnValueIgnored") // a window that nobody waits for any more does nothing
    Timer windows() {
        ScheduledExecutorService started = started(timer);
        return (delay, step) -> {
            try {
                started.schedule(step, delay.toNanos(), TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                step.run(); // the component stops: nothing else will join
            }
        };
    }

    /** Where routes go on after an answer. One that comes while the component stops still ends its exchange, where it came. */
    Executor completion() {
        ExecutorService threads = started(completion);
        return step -> {
            try {
                threads.execute(step);
            } catch (RejectedExecutionException e) {
                step.run();
            }
        };
    }

    private static <T> T started(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("the hf-inference component is not started");
        }
        return part;
    }

    public HfInferenceConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(HfInferenceConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    public boolean isUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    @Override
    public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }

    private record QueueKey(URI target, Object token) {
        static QueueKey of(CallOptions options) {
            return new QueueKey(options.target().address(), options.token().identity());
        }
    }
}
