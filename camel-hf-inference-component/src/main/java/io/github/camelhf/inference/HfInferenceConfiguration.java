package io.github.camelhf.inference;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.Configurer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/** The options of one endpoint, as they were written; {@link CallOptions} is what they mean. Each sentence stands beside its option. */
@UriParams
@Configurer(extended = true)
public class HfInferenceConfiguration extends HfInferencePictures implements Cloneable {

    @UriParam(
            description =
                    "Model id on the Hub, such as google/vit-base-patch16-224. The header CamelHfInferenceModel overrides it for one message.")
    private @Nullable String model;

    @UriParam(
            defaultValue = "auto",
            enums = "auto,pipeline,multimodal",
            description =
                    "Dialect of the server: pipeline has one task per model, multimodal is the endpoint with four modes. With auto it is multimodal when endpointUrl is set and the mode is one of its four, else pipeline.")
    private String api = "auto";

    @Metadata(supportFileReference = true)
    @UriParam(
            description =
                    "Labels for zero-shot, or the texts for similarity: separated by commas, or resource:classpath:labels.txt or resource:file:labels.txt with one per line, or #bean for a collection in the registry. The header CamelHfInferenceLabels overrides it for one message.")
    private @Nullable String labels;

    @UriParam(
            description =
                    "How many labels are wanted, 1 or more; without it as many as the server gives. The header CamelHfInferenceTopK overrides it for one message.")
    private @Nullable Integer topK;

    @UriParam(
            enums = "sigmoid,softmax,none",
            description = "How an image classifier turns its numbers into scores; without it the model decides.")
    private @Nullable String functionToApply;

    @UriParam(
            prefix = "parameters.",
            multiValue = true,
            description =
                    "Any further parameter of the task, passed on under its own name as a number, true, false or a text, such as parameters.normalize=true. The header CamelHfInferenceParameters adds to them for one message.")
    private Map<String, Object> parameters = new LinkedHashMap<>();

    @UriParam(label = "advanced", description = "The header x-use-cache of older servers; not sent without the option.")
    private @Nullable Boolean useCache;

    @UriParam(
            label = "advanced",
            defaultValue = "after-loading",
            enums = "never,always,after-loading",
            description =
                    "When the header x-wait-for-model of older servers is sent: after-loading only on the attempt that follows a loading answer.")
    private String waitForModel = "after-loading";

    @UriParam(
            label = "advanced",
            description =
                    "How long a dedicated endpoint may hold a call while it scales up: the header X-Scale-Up-Timeout, in whole seconds, 1 s to 365 days.")
    private @Nullable Duration scaleUpTimeout;

    @UriParam(
            defaultValue = "object",
            enums = "object,json",
            description = "Whether the result is an object of the result package or its JSON text.")
    private String resultFormat = "object";

    @UriParam(
            description =
                    "Header that takes the result; the body then stays as it was. Without it the result becomes the body.")
    private @Nullable String resultHeader;

    @UriParam(
            description =
                    "Best score from which a classification is accepted: sets the header CamelHfInferenceDecision to accept or review.")
    private @Nullable Double minScore;

    @UriParam(
            description =
                    "Distance of the best score to the second from which a classification is accepted: sets the header CamelHfInferenceDecision to accept or review.")
    private @Nullable Double minMargin;

    /** An independent copy: an endpoint's options never change those of the component. */
    public HfInferenceConfiguration copy() {
        try {
            HfInferenceConfiguration copy = (HfInferenceConfiguration) clone();
            copy.parameters = new LinkedHashMap<>(parameters);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    public @Nullable String getModel() {
        return model;
    }

    public void setModel(@Nullable String model) {
        this.model = model;
    }

    public String getApi() {
        return api;
    }

    public void setApi(String api) {
        this.api = api;
    }

    public @Nullable String getLabels() {
        return labels;
    }

    public void setLabels(@Nullable String labels) {
        this.labels = labels;
    }

    public @Nullable Integer getTopK() {
        return topK;
    }

    public void setTopK(@Nullable Integer topK) {
        this.topK = topK;
    }

    public @Nullable String getFunctionToApply() {
        return functionToApply;
    }

    public void setFunctionToApply(@Nullable String functionToApply) {
        this.functionToApply = functionToApply;
    }

    public Map<String, Object> getParameters() {
        return parameters;
    }

    public void setParameters(Map<String, Object> parameters) {
        this.parameters = parameters;
    }

    public @Nullable Boolean getUseCache() {
        return useCache;
    }

    public void setUseCache(@Nullable Boolean useCache) {
        this.useCache = useCache;
    }

    public String getWaitForModel() {
        return waitForModel;
    }

    public void setWaitForModel(String waitForModel) {
        this.waitForModel = waitForModel;
    }

    public @Nullable Duration getScaleUpTimeout() {
        return scaleUpTimeout;
    }

    public void setScaleUpTimeout(@Nullable Duration scaleUpTimeout) {
        this.scaleUpTimeout = scaleUpTimeout;
    }

    public String getResultFormat() {
        return resultFormat;
    }

    public void setResultFormat(String resultFormat) {
        this.resultFormat = resultFormat;
    }

    public @Nullable String getResultHeader() {
        return resultHeader;
    }

    public void setResultHeader(@Nullable String resultHeader) {
        this.resultHeader = resultHeader;
    }

    public @Nullable Double getMinScore() {
        return minScore;
    }

    public void setMinScore(@Nullable Double minScore) {
        this.minScore = minScore;
    }

    public @Nullable Double getMinMargin() {
        return minMargin;
    }

    public void setMinMargin(@Nullable Double minMargin) {
        this.minMargin = minMargin;
    }
}
