package io.github.camelhf.inference;

import io.github.camelhf.inference.error.HfInferenceException;
import io.github.camelhf.inference.options.CallOptions;
import io.github.camelhf.inference.options.OptionReader;
import io.github.camelhf.inference.options.SafeUri;
import io.github.camelhf.inference.queue.QueueState;
import io.github.camelhf.inference.task.AutoMode;
import io.github.camelhf.inference.task.DialectHint;
import io.github.camelhf.inference.task.Task;
import java.util.List;
import java.util.Locale;
import org.apache.camel.AsyncEndpoint;
import org.apache.camel.CamelContext;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Ask models on Hugging Face inference servers about pictures, texts and recordings.
 */
@UriEndpoint(
        firstVersion = "1.0.0",
        scheme = "hf-inference",
        title = "Hugging Face Inference",
        syntax = "hf-inference:mode",
        category = {Category.AI},
        producerOnly = true,
        headersClass = HfInferenceHeaders.class)
@ManagedResource(description = "Managed Hugging Face inference endpoint")
public class HfInferenceEndpoint extends DefaultEndpoint implements AsyncEndpoint, EndpointServiceLocation {

    @UriPath(
            enums =
                    "image-classification,zero-shot,image-embedding,text-embedding,similarity,text-classification,token-classification,zero-shot-classification,question-answering,sentence-similarity,text-ranking,summarization,translation,fill-mask,table-question-answering,object-detection,zero-shot-object-detection,image-to-text,image-segmentation,visual-question-answering,document-question-answering,automatic-speech-recognition,audio-classification,chat,text-to-image,image-to-image,text-to-speech,auto",
            description =
                    "What is asked. Upper and lower case, _ and - are alike; the Hub's names zero-shot-image-classification,"
                            + " image-feature-extraction and feature-extraction are read, too, and so are sentiment-analysis, ner, rerank, chat-completion, conversational, image-text-to-text and text-generation.")
    @Metadata(required = true)
    private String mode = "";

    @UriParam
    private HfInferenceConfiguration configuration;

    private final DialectHint dialectHint = new DialectHint();
    private @Nullable Task decidedTask;
    private @Nullable Object labelSource;
    private volatile @Nullable CallOptions calls;

    public HfInferenceEndpoint(String uri, HfInferenceComponent component, HfInferenceConfiguration configuration) {
        super(SafeUri.of(uri), component);
        this.configuration = configuration;
    }

    @Override
    public Producer createProducer() {
        CallOptions options = readOptions();
        calls = options;
        return new HfInferenceProducer(this, options);
    }

    /**
     * Reads and checks the options.
     *
     * @throws IllegalArgumentException naming the option and what it allows
     */
    CallOptions readOptions() {
        return new OptionReader(
                        configuration, decidedTask, labelSource, getComponent().surroundings())
                .read();
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("hf-inference answers calls only: use it in to(), not in from()");
    }

    @Override
    public boolean isSingletonProducer() {
        return true;
    }

    @Override
    public HfInferenceComponent getComponent() {
        return (HfInferenceComponent) super.getComponent();
    }

    /** Without query: Camel's tools show it. */
    @Override
    public String getServiceUrl() {
        String endpointUrl = configuration.getEndpointUrl();
        return SafeUri.address(endpointUrl == null ? configuration.getBaseUrl() : endpointUrl);
    }

    @Override
    public String getServiceProtocol() {
        return "http";
    }

    public String getMode() {
        return mode;
    }

    public void setMode(String mode) {
        this.mode = mode;
    }

    public HfInferenceConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(HfInferenceConfiguration configuration) {
        this.configuration = configuration;
    }

    DialectHint dialectHint() {
        return dialectHint;
    }

    /** As the Hub calls it, however it was written. */
    String modeName() {
        return decidedTask == null ? AutoMode.NAME : decidedTask.mode();
    }

    /** Null for {@code auto}. */
    @Nullable
    Task decidedTask() {
        return decidedTask;
    }

    void setDecidedTask(@Nullable Task decidedTask) {
        this.decidedTask = decidedTask;
    }

    /** A bean that holds the labels, null when they stand in the option. */
    @Nullable
    Object labelSource() {
        return labelSource;
    }

    void setLabelSource(@Nullable Object labelSource) {
        this.labelSource = labelSource;
    }

    @ManagedAttribute(description = "The mode that is asked; auto where each message decides")
    public String getAskedMode() {
        return decidedTask == null ? AutoMode.NAME : decidedTask.mode();
    }

    @ManagedAttribute(description = "Address of the server that is called")
    public String getTarget() {
        return getServiceUrl();
    }

    @ManagedAttribute(description = "Calls that are open to the server with this token, over all endpoints")
    public int getInFlight() {
        return state().inFlight();
    }

    @ManagedAttribute(description = "Calls that wait before they are sent, over all endpoints")
    public int getWaiting() {
        return state().waiting();
    }

    @ManagedAttribute(description = "Whether calls of this endpoint are held back: open, loading or limited")
    public String getGate() {
        return state().gate().name().toLowerCase(Locale.ROOT);
    }

    @ManagedAttribute(
            description = "How many calls may be open now: as many as the server was seen to bear, at most maxInFlight")
    public int getAllowedInFlight() {
        return Math.min(configuration.getMaxInFlight(), state().allowed());
    }

    @ManagedAttribute(description = "Calls sent since the start, each of them one attempt on the wire")
    public long getSent() {
        return state().sent();
    }

    @ManagedAttribute(description = "Of the calls sent, those that were answered with a 2xx status")
    public long getSucceeded() {
        return state().succeeded();
    }

    @ManagedAttribute(description = "Of the calls sent, those that ended in any other way")
    public long getFailed() {
        return state().failed();
    }

    @ManagedAttribute(
            description = "Connections that a call is using, over all endpoints with the same connection options")
    public int getConnectionsInUse() {
        CallOptions options = calls;
        return options == null ? 0 : getComponent().connectionsInUse(options);
    }

    @ManagedAttribute(description = "How the last call that ended failed; empty when it was answered well")
    public String getLastError() {
        HfInferenceException failure = state().lastFailure();
        return failure == null ? "" : String.valueOf(failure.getMessage());
    }

    /** Those that a context knows now. */
    static List<HfInferenceEndpoint> of(CamelContext context) {
        return context.getEndpoints().stream()
                .filter(HfInferenceEndpoint.class::isInstance)
                .map(HfInferenceEndpoint.class::cast)
                .toList();
    }

    /** What the queue of this endpoint's calls is doing; nothing before the first producer. */
    QueueState state() {
        CallOptions options = calls;
        return options == null ? QueueState.IDLE : getComponent().queues().state(options.queue(), wayOf(options));
    }

    /** The host that is called; empty before the first producer. */
    String server() {
        CallOptions options = calls;
        return options == null ? "" : SafeUri.server(options.queue().target());
    }

    /** Under which its calls go through the queue: its own, or that of the batches that it shares. */
    Object wayOf(CallOptions options) {
        return options.batches().isOn() ? options.batch() : this;
    }
}
