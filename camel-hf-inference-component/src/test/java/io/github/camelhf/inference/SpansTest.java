package io.github.camelhf.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.awt.Color;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.opentelemetry2.OpenTelemetryTracer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What Camel's tracing shows of calls, as OpenTelemetry gets it: how they went, and nothing of what was in them. */
class SpansTest {

    private static final byte[] RED = Pictures.plain("png", Color.RED);

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();

    @AutoClose
    private final DefaultCamelContext context = new DefaultCamelContext();

    @BeforeEach
    void trace() {
        context.getRegistry()
                .bind(
                        "tracer",
                        SdkTracerProvider.builder()
                                .addSpanProcessor(SimpleSpanProcessor.create(spans))
                                .build()
                                .get("test"));
        new OpenTelemetryTracer().init(context);
        context.start();
    }

    @Test
    void aClassificationIsASpanWithoutContent() throws Exception {
        SpanData span = span(
                "hf-inference:zero-shot?labels=secret tile,red&model=a/b&token=none&endpointUrl=" + EMULATOR.url(),
                RED);

        assertThat(span.getName()).isEqualTo("zero-shot a/b");
        assertThat(span.getStatus().getStatusCode()).isNotEqualTo(StatusCode.ERROR);
        assertThat(tags(span))
                .containsOnlyKeys(
                        "component",
                        "op",
                        "exchangeId",
                        "server.address",
                        "server.port",
                        "hf.inference.mode",
                        "hf.inference.model",
                        "hf.inference.outcome",
                        "hf.inference.request_id",
                        "hf.inference.batch_size")
                .containsEntry("component", "camel-hf-inference")
                .containsEntry("server.address", "127.0.0.1")
                .containsEntry("hf.inference.mode", "zero-shot")
                .containsEntry("hf.inference.model", "a/b")
                .containsEntry("hf.inference.outcome", "success")
                .containsEntry("hf.inference.batch_size", "1");
        assertThat(span.toString()).doesNotContain("secret tile");
    }

    @Test
    void conversationsAndEmbeddingsCarryTheNamesOfOpenTelemetry() throws Exception {
        SpanData chat = span(
                "hf-inference:chat?systemPrompt=Be secret&model=a/b&endpointUrl=" + EMULATOR.url()
                        + "v1/chat/completions",
                "Hello");
        SpanData embedding = span("hf-inference:auto?endpointUrl=" + EMULATOR.url(), "A word");

        assertThat(chat.getName()).isEqualTo("chat a/b");
        assertThat(tags(chat))
                .containsEntry("gen_ai.operation.name", "chat")
                .containsEntry("gen_ai.provider.name", "huggingface")
                .containsEntry("gen_ai.system", "huggingface")
                .containsEntry("gen_ai.request.model", "a/b")
                .containsEntry("gen_ai.response.finish_reasons", "stop")
                .containsKeys("gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens")
                .doesNotContainKey("hf.inference.model");
        assertThat(chat.toString()).doesNotContain("secret").doesNotContain("Hello");
        assertThat(embedding.getName()).isEqualTo("auto");
        assertThat(tags(embedding))
                .containsEntry("hf.inference.mode", "text-embedding")
                .containsEntry("gen_ai.operation.name", "embeddings");
    }

    /** The answer comes on another thread than the question went. */
    @Test
    void itIsPartOfTheTraceOfItsRoute() throws Exception {
        SpanData span = span("hf-inference:image-embedding?endpointUrl=" + EMULATOR.url(), RED);
        SpanData behind = named("behind");
        SpanData route = spans.getFinishedSpanItems().stream()
                .filter(other -> other.getSpanId().equals(span.getParentSpanId()))
                .findFirst()
                .orElseThrow();

        assertThat(behind.getParentSpanId()).isEqualTo(route.getSpanId());
        assertThat(spans.getFinishedSpanItems())
                .extracting(SpanData::getTraceId)
                .containsOnly(span.getTraceId());
        assertThat(behind.getStartEpochNanos()).isGreaterThanOrEqualTo(span.getEndEpochNanos());
    }

    @Test
    void anErrorIsNamedWithoutTheWordsOfTheServer() throws Exception {
        EMULATOR.fault(Fault.unprocessable());
        SpanData span = span("hf-inference:image-classification?endpointUrl=" + EMULATOR.url(), RED);

        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(tags(span))
                .containsEntry("error.type", "rejected")
                .containsEntry("hf.inference.outcome", "rejected")
                .containsEntry("http.response.status_code", "422")
                .doesNotContainKey("hf.inference.request_id");
        assertThat(span.getEvents()).isEmpty();
    }

    private SpanData span(String uri, Object body) throws Exception {
        spans.reset();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:" + uri.hashCode()).to(uri).to("log:behind");
            }
        });
        context.createProducerTemplate()
                .request(
                        "direct:" + uri.hashCode(),
                        exchange -> exchange.getMessage().setBody(body));
        return spans.getFinishedSpanItems().stream()
                .filter(span -> "camel-hf-inference".equals(tags(span).get("component")))
                .reduce((one, two) -> {
                    throw new AssertionError("more than one span: " + one + two);
                })
                .orElseThrow();
    }

    private SpanData named(String part) {
        return spans.getFinishedSpanItems().stream()
                .filter(span -> span.toString().contains("log:" + part)
                        || span.toString().contains("log://" + part))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> tags(SpanData span) {
        return span.getAttributes().asMap().entrySet().stream()
                .collect(Collectors.toMap(entry -> key(entry.getKey()), entry -> String.valueOf(entry.getValue())));
    }

    private static String key(AttributeKey<?> key) {
        return key.getKey();
    }
}
