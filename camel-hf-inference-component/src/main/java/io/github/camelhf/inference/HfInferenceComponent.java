package io.github.camelhf.inference;

import io.github.camelhf.inference.batch.SharedBatches;
import io.github.camelhf.inference.fetch.Downloader;
import io.github.camelhf.inference.fetch.Resolver;
import io.github.camelhf.inference.fetch.SharedDownloader;
import io.github.camelhf.inference.meters.CallMeters;
import io.github.camelhf.inference.meters.ComponentMeters;
import io.github.camelhf.inference.options.CallOptions;
import io.github.camelhf.inference.options.OptionReader;
import io.github.camelhf.inference.options.TlsContexts;
import io.github.camelhf.inference.options.TokenSource;
import io.github.camelhf.inference.proxy.SystemProxies;
import io.github.camelhf.inference.queue.CallQueue;
import io.github.camelhf.inference.queue.Lane;
import io.github.camelhf.inference.queue.Overflow;
import io.github.camelhf.inference.queue.QueueState.Gate;
import io.github.camelhf.inference.queue.SharedQueues;
import io.github.camelhf.inference.task.AutoMode;
import io.github.camelhf.inference.task.Task;
import io.github.camelhf.inference.transport.ConnectionSettings;
import io.github.camelhf.inference.transport.HttpTransport;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.HealthCheckComponent;
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

    @Metadata(description = "The options that endpoints start from.")
    private HfInferenceConfiguration configuration = new HfInferenceConfiguration();

    @Metadata(
            label = "security",
            defaultValue = "false",
            description = "Whether the SSL context parameters of the Camel context are used.")
    private boolean useGlobalSslContextParameters;

    private final Map<ConnectionSettings, HttpTransport> transports = new ConcurrentHashMap<>();
    private final SharedQueues queues = new SharedQueues();
    private final SharedBatches batches = new SharedBatches();
    private final StoppedRoutes stoppedRoutes = new StoppedRoutes(this::endCalls);
    private final Overflow overflow = new Overflow();
    private final SharedDownloader downloads = new SharedDownloader();
    private final TlsContexts tlsContexts = new TlsContexts();
    private final ComponentMeters meters = new ComponentMeters(queues, this::heldBack);
    private TokenSource tokens = new TokenSource(System::getenv);
    private SystemProxies systemProxies = new SystemProxies(System::getenv);
    private @Nullable ComponentThreads threads;

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
        PrefixedOptions.take(getCamelContext(), parameters, options);
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

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        threads = ComponentThreads.start(this);
        getCamelContext().getManagementStrategy().addEventNotifier(stoppedRoutes);
    }

    /** A route has stopped: Camel has waited for its calls as long as it may. */
    private void endCalls(String routeId) {
        downloads.release(routeId);
        batches.release(routeId);
        queues.release(routeId);
    }

    @Override
    protected void doStop() throws Exception {
        getCamelContext().getManagementStrategy().removeEventNotifier(stoppedRoutes);
        batches.close();
        queues.close();
        meters.close();
        transports.values().forEach(HttpTransport::close);
        transports.clear();
        tlsContexts.clear();
        downloads.close();
        if (threads != null) {
            threads.stop();
        }
        super.doStop();
    }

    /** What the options of its endpoints are looked up in. */
    OptionReader.Surroundings surroundings() {
        return new OptionReader.Surroundings(
                getCamelContext(),
                tokens,
                systemProxies,
                tlsContexts,
                step -> threads().blocking(step));
    }

    /** The client for these settings, started when first asked for; stopped with the component. */
    HttpTransport transport(ConnectionSettings settings) {
        return transports.computeIfAbsent(
                settings, missing -> HttpTransport.start(missing, threads().clients()));
    }

    /** The way of an endpoint, or of batches, through the queue of its target. */
    Lane lane(CallOptions options, Object user) {
        return queues.use(
                options.queue(),
                options.terms(),
                user,
                transport(options.connection()),
                threads().timer());
    }

    /** What downloads pictures for all endpoints. */
    Downloader downloader() {
        return downloads.get(threads().clients());
    }

    /** Stands in for the system's name service and trust, before the first download. */
    void downloadWith(Resolver lookups, @Nullable SSLContext tls) {
        downloads.with(lookups, tls);
    }

    /** Stands in for the environment of the process, before the first endpoint. */
    void findTokensIn(TokenSource other) {
        tokens = other;
    }

    /** Stands in for the environment of the process, before the first producer. */
    void findProxiesIn(SystemProxies other) {
        systemProxies = other;
    }

    /** Where calls wait, one queue for all endpoints with the same target and token. */
    SharedQueues queues() {
        return queues;
    }

    /** What the messages of a producer are counted with. */
    CallMeters meters(CallOptions options) {
        return meters.of(getCamelContext(), options);
    }

    private long heldBack(String server, Gate gate) {
        return HfInferenceEndpoint.of(getCamelContext()).stream()
                .filter(endpoint ->
                        endpoint.server().equals(server) && endpoint.state().gate() == gate)
                .count();
    }

    /** What could not be held at full queues. */
    Overflow overflow() {
        return overflow;
    }

    /** Where calls gather to share a wire call. */
    SharedBatches batches() {
        return batches;
    }

    @ManagedAttribute(description = "Calls that are open to any server")
    public int getInFlight() {
        return queues.sum(CallQueue::inFlight);
    }

    @ManagedAttribute(description = "Calls to any server that wait before they are sent")
    public int getWaiting() {
        return queues.sum(CallQueue::waiting);
    }

    int connectionsInUse(CallOptions options) {
        HttpTransport transport = transports.get(options.connection());
        return transport == null ? 0 : transport.connectionsInUse();
    }

    /** The threads of a started component. */
    ComponentThreads threads() {
        if (threads == null) {
            throw new IllegalStateException("the hf-inference component is not started");
        }
        return threads;
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
}
