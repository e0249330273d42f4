package io.github.camelhf.inference;

import io.github.camelhf.inference.CallOptions.ImageUrlPolicy;
import io.github.camelhf.inference.CallOptions.Output;
import io.github.camelhf.inference.CallOptions.WaitForModel;
import io.github.camelhf.inference.call.BatchTerms;
import io.github.camelhf.inference.input.ByteSize;
import io.github.camelhf.inference.proxy.ProxyChoice;
import io.github.camelhf.inference.queue.Terms;
import io.github.camelhf.inference.queue.Terms.WhenFull;
import io.github.camelhf.inference.task.Task;
import io.github.camelhf.inference.transport.ConnectionSettings;
import io.github.camelhf.inference.transport.WireRequest.Limits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns an endpoint's options, which are text, into {@link CallOptions}, or says which one is wrong and what it allows. */
final class OptionReader {

    private final HfInferenceEndpoint endpoint;
    private final HfInferenceConfiguration options;
    private final TokenSource tokens;

    OptionReader(HfInferenceEndpoint endpoint, TokenSource tokens) {
        this.endpoint = endpoint;
        this.options = endpoint.getConfiguration();
        this.tokens = tokens;
    }

    CallOptions read() {
        Target target = new TargetReader(endpoint).read();
        ProxyChoice proxies = ProxyReader.read(options, endpoint.getComponent().systemProxies());
        ConnectionSettings connection =
                ConnectionReader.read(options, endpoint.getComponent().tlsContexts(), proxies.to(target.address()));
        WaitForModel waitForModel = Option.choice(
                "waitForModel",
                options.getWaitForModel(),
                Map.of(
                        "never", WaitForModel.NEVER,
                        "always", WaitForModel.ALWAYS,
                        "after-loading", WaitForModel.AFTER_LOADING));
        return new CallOptions(
                endpoint.decidedTask(),
                target,
                new TokenReader(options, tokens, target, connection.proxy()).read(),
                labels(),
                topK(),
                parameters(),
                Option.choice(
                        "imageUrl",
                        options.getImageUrl(),
                        Map.of(
                                "inline", ImageUrlPolicy.INLINE,
                                "forward", ImageUrlPolicy.FORWARD,
                                "reject", ImageUrlPolicy.REJECT)),
                InputOptions.read(options, proxies),
                waitForModel,
                extraHeaders(),
                ByteSize.parse("maxRequestSize", options.getMaxRequestSize()),
                new Limits(
                        Option.positive("requestTimeout", options.getRequestTimeout()),
                        ByteSize.parse("maxResponseSize", options.getMaxResponseSize()),
                        Option.notNegative("maxRetryAfter", options.getMaxRetryAfter()),
                        Option.pattern("overloadPattern", options.getOverloadPattern())),
                new Terms(
                        Option.atLeastOne("maxInFlight", options.getMaxInFlight()),
                        options.isAdaptive(),
                        Option.positive("maxWaitForModel", options.getMaxWaitForModel()),
                        waitForModel == WaitForModel.AFTER_LOADING,
                        Option.notNegative("maxWaiting", options.getMaxWaiting()),
                        Option.choice(
                                "whenFull",
                                options.getWhenFull(),
                                Map.of("block", WhenFull.BLOCK, "reject", WhenFull.REJECT))),
                batches(target),
                connection,
                output());
    }

    private List<String> labels() {
        Object source = endpoint.labelSource() == null ? options.getLabels() : endpoint.labelSource();
        List<String> labels = Labels.read(endpoint.getCamelContext(), source);
        if (labels.isEmpty() && endpoint.decidedTask() == Task.ZERO_SHOT) {
            throw new IllegalArgumentException(
                    "option labels is missing: zero-shot needs at least one, as a comma list,"
                            + " resource:classpath:labels.txt or #bean; the header " + HfInferenceHeaders.LABELS
                            + " can override it for one message");
        }
        return labels;
    }

    private @Nullable Integer topK() {
        Integer topK = options.getTopK();
        return topK == null ? null : (Integer) Option.atLeastOne("topK", topK);
    }

    private Map<String, Object> parameters() {
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
        Task task = endpoint.decidedTask();
        if (size > 1 && (target.hosted() || (task != null && !task.joins(target.dialect())))) {
            throw new IllegalArgumentException("option batchSize=" + size + ": "
                    + (task == null ? AutoMode.NAME : task.mode())
                    + (target.hosted() ? " at the hosted service" : " in this dialect")
                    + " takes one message per call. Batches need the endpoint with four modes in another mode than"
                    + " similarity, or text-embedding at an endpointUrl; leave batchSize=1 here and let maxInFlight"
                    + " calls run at a time");
        }
        return new BatchTerms(
                size,
                Option.positive("batchTimeout", options.getBatchTimeout()),
                ByteSize.parse("maxRequestSize", options.getMaxRequestSize()));
    }

    private Output output() {
        boolean json = Option.choice("resultFormat", options.getResultFormat(), Map.of("object", false, "json", true));
        return new Output(
                json,
                options.getResultHeader(),
                Option.finite("minScore", options.getMinScore()),
                Option.finite("minMargin", options.getMinMargin()));
    }
}
