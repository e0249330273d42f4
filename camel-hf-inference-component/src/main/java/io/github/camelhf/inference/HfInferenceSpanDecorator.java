package io.github.camelhf.inference;

import io.github.camelhf.inference.error.HfInferenceException;
import io.github.camelhf.inference.meters.MessageOutcome;
import java.net.URI;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.telemetry.Span;
import org.apache.camel.telemetry.SpanContextPropagationExtractor;
import org.apache.camel.telemetry.SpanContextPropagationInjector;
import org.apache.camel.telemetry.SpanDecorator;
import org.apache.camel.telemetry.TagConstants;
import org.apache.camel.telemetry.propagation.CamelHeadersSpanContextPropagationExtractor;
import org.apache.camel.telemetry.propagation.CamelHeadersSpanContextPropagationInjector;
import org.jspecify.annotations.Nullable;

/**
 * Names the spans that Camel's tracing makes of calls, and says in them what was asked of which model and what it cost. Camel's own
 * decorator would write the endpoint's address, with labels and prompts in it, and what the server said of an error; here is no
 * content. Found by Camel where camel-telemetry is on the class path.
 *
 * <p>Conversations and embeddings carry the {@code gen_ai.*} names of OpenTelemetry. Source: its semantic conventions, read 2026-11-26;
 * {@code gen_ai.system} is the older name of {@code gen_ai.provider.name}, which Camel's components for AI use.
 */
public final class HfInferenceSpanDecorator implements SpanDecorator {

    private static final String PROVIDER = "huggingface";

    /** Modes that OpenTelemetry has a name for. */
    private static final Map<String, String> GEN_AI =
            Map.of("chat", "chat", "text-embedding", "embeddings", "image-embedding", "embeddings");

    /** Created by {@link java.util.ServiceLoader}. */
    public HfInferenceSpanDecorator() {}

    @Override
    public String getComponent() {
        return "hf-inference";
    }

    @Override
    public String getComponentClassName() {
        return HfInferenceComponent.class.getName();
    }

    /** As OpenTelemetry names spans of models: what is done, and by which. */
    @Override
    public String getOperationName(Exchange exchange, Endpoint endpoint) {
        if (!(endpoint instanceof HfInferenceEndpoint asked)) {
            return getComponent();
        }
        String mode = asked.modeName();
        String model = asked.getConfiguration().getModel();
        return GEN_AI.getOrDefault(mode, mode) + (model == null ? "" : " " + model);
    }

    @Override
    public void beforeTracingEvent(Span span, Exchange exchange, Endpoint endpoint) {
        span.setComponent("camel-" + getComponent());
        span.setTag(TagConstants.EXCHANGE_ID, exchange.getExchangeId());
        if (endpoint instanceof HfInferenceEndpoint asked) {
            URI server = URI.create(asked.getServiceUrl());
            tag(span, TagConstants.SERVER_ADDRESS, server.getHost());
            tag(span, "server.port", server.getPort() < 0 ? null : server.getPort());
            describe(span, asked.modeName(), asked.getConfiguration().getModel());
        }
    }

    @Override
    public void afterTracingEvent(Span span, Exchange exchange) {
        MessageOutcome outcome = MessageOutcome.of(exchange);
        span.setTag("hf.inference.outcome", outcome.tag());
        if (outcome == MessageOutcome.SUCCESS) {
            answered(span, exchange.getMessage());
        } else {
            span.setError(true);
            span.setTag("error.type", outcome.tag());
            if (exchange.getException() instanceof HfInferenceException failure && failure.getStatusCode() > 0) {
                tag(span, "http.response.status_code", failure.getStatusCode());
            }
        }
    }

    /** The message may have named its model, and mode {@code auto} is decided now. */
    private static void answered(Span span, Message message) {
        String mode = message.getHeader(HfInferenceHeaders.MODE, String.class);
        if (mode == null) {
            return;
        }
        describe(span, mode, message.getHeader(HfInferenceHeaders.MODEL, String.class));
        tag(span, "hf.inference.request_id", message.getHeader(HfInferenceHeaders.REQUEST_ID));
        tag(span, "hf.inference.batch_size", message.getHeader(HfInferenceHeaders.BATCH_SIZE));
        if (mode.equals("chat")) {
            tag(span, "gen_ai.usage.input_tokens", message.getHeader(HfInferenceHeaders.PROMPT_TOKENS));
            tag(span, "gen_ai.usage.output_tokens", message.getHeader(HfInferenceHeaders.COMPLETION_TOKENS));
            tag(span, "gen_ai.response.finish_reasons", message.getHeader(HfInferenceHeaders.FINISH_REASON));
        }
    }

    private static void describe(Span span, String mode, @Nullable String model) {
        span.setTag("hf.inference.mode", mode);
        String operation = GEN_AI.get(mode);
        if (operation == null) {
            tag(span, "hf.inference.model", model);
            return;
        }
        span.setTag("gen_ai.operation.name", operation);
        span.setTag("gen_ai.provider.name", PROVIDER);
        span.setTag("gen_ai.system", PROVIDER);
        tag(span, "gen_ai.request.model", model);
    }

    private static void tag(Span span, String name, @Nullable Object value) {
        if (value != null) {
            span.setTag(name, value.toString());
        }
    }

    @Override
    public SpanContextPropagationExtractor getExtractor(Exchange exchange) {
        return new CamelHeadersSpanContextPropagationExtractor(exchange.getIn().getHeaders());
    }

    @Override
    public SpanContextPropagationInjector getInjector(Exchange exchange) {
        return new CamelHeadersSpanContextPropagationInjector(exchange.getIn().getHeaders());
    }
}
