package io.github.camelhf.inference.options;

import io.github.camelhf.inference.HfInferenceHeaders;
import io.github.camelhf.inference.batch.BatchTerms;
import io.github.camelhf.inference.input.ByteSize;
import io.github.camelhf.inference.options.CallOptions.HoldWhileLoading;
import io.github.camelhf.inference.options.CallOptions.ImageUrlPolicy;
import io.github.camelhf.inference.proxy.ProxyChoice;
import io.github.camelhf.inference.queue.Terms;
import io.github.camelhf.inference.queue.Terms.WhenFull;
import io.github.camelhf.inference.task.Dialect;
import io.github.camelhf.inference.task.Task;
import io.github.camelhf.inference.task.Wants;
import io.github.camelhf.inference.transport.ConnectionSettings;
import io.github.camelhf.inference.transport.WireRequest.Limits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** Turns the options of an endpoint, as they were written, into {@link CallOptions}, or says which one is wrong and what it allows. */
public final class OptionReader {

    private final WrittenOptions options;
    private final @Nullable Task task;
    private final @Nullable Object labelSource;
    private final Surroundings surroundings;

    /**
     * @param task        what is asked, null when each message decides
     * @param labelSource a bean that holds the labels, null when they stand in the option
     */
    public OptionReader(
            WrittenOptions options, @Nullable Task task, @Nullable Object labelSource, Surroundings surroundings) {
        this.options = options;
        this.task = task;
        this.labelSource = labelSource;
        this.surroundings = surroundings;
    }

    /**
     * What options are looked up in, besides what was written.
     *
     * @param tokens  where the Hub token of this machine is found
     * @param proxies those that this machine is set to use
     * @param tls     shared by the endpoints of a component
     * @param blocking runs what waits for others than the servers, such as for an identity provider
     */
    public record Surroundings(
            CamelContext context, TokenSource tokens, ProxyChoice proxies, TlsContexts tls, Executor blocking) {}

    /**
     * Reads and checks all of them.
     *
     * @throws IllegalArgumentException naming the option and what it allows
     */
    public CallOptions read() {
        Target target = new TargetReader(options, task).read();
        ProxyChoice proxies = ProxyReader.read(options, surroundings.proxies());
        ConnectionSettings connection =
                ConnectionReader.read(options, surroundings.tls(), proxies.to(target.address()));
        HoldWhileLoading hold = Option.choice(
                "waitForModel",
                options.getWaitForModel(),
                Map.of(
                        "never", HoldWhileLoading.NEVER,
                        "always", HoldWhileLoading.ALWAYS,
                        "after-loading", HoldWhileLoading.AFTER_LOADING));
        return new CallOptions(
                task,
                target,
                new TokenReader(options, surroundings, target, connection.proxy()).read(),
                labels(),
                options.getQuestion(),
                ChatOptions.read(options, task, surroundings.context()),
                topK(),
                parameters(target),
                Option.choice(
                        "imageUrl",
                        options.getImageUrl(),
                        Map.of(
                                "inline", ImageUrlPolicy.INLINE,
                                "forward", ImageUrlPolicy.FORWARD,
                                "reject", ImageUrlPolicy.REJECT)),
                InputOptions.read(options, proxies),
                hold,
                extraHeaders(),
                GivenHeaders.read(options),
                ByteSize.parse("maxRequestSize", options.getMaxRequestSize()),
                ByteSize.parse("maxMediaSize", options.getMaxMediaSize()),
                new Limits(
                        Option.positive("requestTimeout", options.getRequestTimeout()),
                        ByteSize.parse("maxResponseSize", options.getMaxResponseSize()),
                        Option.notNegative("maxRetryAfter", options.getMaxRetryAfter()),
                        Option.pattern("overloadPattern", options.getOverloadPattern())),
                new Terms(
                        Option.atLeastOne("maxInFlight", options.getMaxInFlight()),
                        options.isAdaptive(),
                        Option.positive("maxWaitForModel", options.getMaxWaitForModel()),
                        hold == HoldWhileLoading.AFTER_LOADING,
                        Option.notNegative("maxWaiting", options.getMaxWaiting()),
                        Option.choice(
                                "whenFull",
                                options.getWhenFull(),
                                Map.of("block", WhenFull.BLOCK, "reject", WhenFull.REJECT))),
                batches(target),
                options.isSynchronous(),
                connection,
                OutputReader.read(options, task));
    }

    private List<String> labels() {
        Object source = labelSource == null ? options.getLabels() : labelSource;
        List<String> labels = Labels.read(surroundings.context(), source);
        if (labels.isEmpty() && task != null && task.wants(Wants.LABELS)) {
            throw new IllegalArgumentException(
                    "option labels is missing: " + task.mode() + " needs at least one, as a comma list,"
                            + " resource:classpath:labels.txt or #bean; the header " + HfInferenceHeaders.LABELS
                            + " can override it for one message");
        }
        return labels;
    }

    private @Nullable Integer topK() {
        Integer topK = options.getTopK();
        return topK == null ? null : (Integer) Option.atLeastOne("topK", topK);
    }

    private Map<String, Object> parameters(Target target) {
        Map<String, Object> parameters = Parameters.ofUri(options.getParameters());
        String function = options.getFunctionToApply();
        if (function != null) {
            parameters.put(
                    "function_to_apply",
                    Option.choice(
                            "functionToApply",
                            function,
                            Map.of("sigmoid", "sigmoid", "softmax", "softmax", "none", "none")));
        }
        if (task != null) {
            task.check(target.dialect(), parameters);
        }
        return parameters;
    }

    private Map<String, String> extraHeaders() {
        Map<String, String> headers = new LinkedHashMap<>();
        if (options.getUseCache() != null) {
            headers.put("x-use-cache", options.getUseCache().toString());
        }
        if (options.getScaleUpTimeout() != null) {
            headers.put(
                    "X-Scale-Up-Timeout",
                    String.valueOf(Option.atLeastASecond("scaleUpTimeout", options.getScaleUpTimeout())
                            .toSeconds()));
        }
        if (options.getBillTo() != null) {
            headers.put("X-HF-Bill-To", TokenReader.clean("option billTo", options.getBillTo()));
        }
        return headers;
    }

    /** A batch that the server would not understand is refused here, not when the first message has to wait. */
    private BatchTerms batches(Target target) {
        int size = Option.atLeastOne("batchSize", options.getBatchSize());
        Dialect dialect = target.dialect();
        if (size > 1 && task != null && !task.joins(dialect)) {
            throw new IllegalArgumentException("option batchSize=" + size + ": " + task.mode() + " with api="
                    + dialect.api() + " takes one message per call. Batches are for "
                    + Task.modes(each -> each.joins(dialect)) + " in this dialect"
                    + (task.joins(Dialect.MULTIMODAL) ? ", and for the endpoint with four modes" : "")
                    + "; leave batchSize=1 here and let maxInFlight calls run at a time");
        }
        return new BatchTerms(
                size,
                Option.positive("batchTimeout", options.getBatchTimeout()),
                ByteSize.parse("maxRequestSize", options.getMaxRequestSize()));
    }
}
