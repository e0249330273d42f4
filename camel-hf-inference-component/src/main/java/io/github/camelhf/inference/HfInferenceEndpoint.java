package io.github.camelhf.inference;

import io.github.camelhf.inference.task.Task;
import org.apache.camel.AsyncEndpoint;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Send images and texts to Hugging Face inference servers: classify, compare, embed.
 */
@UriEndpoint(
        firstVersion = "1.0.0",
        scheme = "hf-inference",
        title = "Hugging Face Inference",
        syntax = "hf-inference:mode",
        category = {Category.AI},
        producerOnly = true,
        headersClass = HfInferenceHeaders.class)
public class HfInferenceEndpoint extends DefaultEndpoint implements AsyncEndpoint, EndpointServiceLocation {

    @UriPath(
            enums = "image-classification,zero-shot,image-embedding,text-embedding,similarity,auto",
            description =
                    "What is asked. Upper and lower case, _ and - are alike; the Hub's names zero-shot-image-classification,"
                            + " image-feature-extraction and feature-extraction are read, too.")
    @Metadata(required = true)
    private String mode = "";

    @UriParam
    private HfInferenceConfiguration configuration;

    private @Nullable Task decidedTask;
    private @Nullable Object labelSource;

    public HfInferenceEndpoint(String uri, HfInferenceComponent component, HfInferenceConfiguration configuration) {
        super(uri, component);
        this.configuration = configuration;
    }

    @Override
    public Producer createProducer() {
        CallOptions options = CallOptions.of(this);
        return new HfInferenceProducer(this, options);
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

    @Override
    public String getServiceUrl() {
        String endpointUrl = configuration.getEndpointUrl();
        return endpointUrl == null ? configuration.getBaseUrl() : endpointUrl;
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
}
