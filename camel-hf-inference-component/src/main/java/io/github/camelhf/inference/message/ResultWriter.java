package io.github.camelhf.inference.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelhf.inference.HfInferenceHeaders;
import io.github.camelhf.inference.batch.Answer;
import io.github.camelhf.inference.batch.Cause;
import io.github.camelhf.inference.error.HfInferenceException;
import io.github.camelhf.inference.error.ModelLoadingException;
import io.github.camelhf.inference.message.RequestReader.Reading;
import io.github.camelhf.inference.options.CallOptions.Output;
import io.github.camelhf.inference.result.Classifications;
import io.github.camelhf.inference.result.Detections;
import io.github.camelhf.inference.result.Embedding;
import io.github.camelhf.inference.result.Entities;
import io.github.camelhf.inference.result.Results;
import io.github.camelhf.inference.result.Segments;
import io.github.camelhf.inference.task.InferenceRequest;
import io.github.camelhf.inference.transport.WireResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.LRUCacheFactory;
import org.jspecify.annotations.Nullable;

/** Last stage: result or failure goes into the exchange. A failure leaves the body and all headers but one as they were. */
public final class ResultWriter {

    /**
     * Header that says which model this component named in the header of the model: a later call must not take that for a wish,
     * wherever the headers were copied to meanwhile.
     */
    static final String ANSWERED_MODEL = "CamelHfInferenceAnsweredModel";

    /** Set on an exchange whose last attempt met a loading model. */
    static final String MODEL_LOADING = "CamelHfInferenceModelLoading";

    static final String ERROR_CATEGORY = "CamelAiErrorCategory";
    static final String RETRY_AFTER_MILLIS = "CamelAiRetryAfterMillis";

    /** Left by an earlier call, they would seem to speak of this one's result. Those of another kind of call stay useful. */
    private static final List<String> OF_ONE_CLASSIFICATION = List.of(
            HfInferenceHeaders.LABEL,
            HfInferenceHeaders.SAFE_LABEL,
            HfInferenceHeaders.SCORE,
            HfInferenceHeaders.MARGIN,
            HfInferenceHeaders.DECISION);

    private static final int LABELS = 1_000;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Output output;

    /** The same labels come again and again. */
    private final Map<String, String> safeLabels = LRUCacheFactory.newLRUCache(LABELS);

    public ResultWriter(Output output) {
        this.output = output;
    }

    /** A result: body or header, and the headers that describe it. */
    public void write(Exchange exchange, Reading reading, Answer answer, List<?> results) {
        WireResponse response = answer.response();
        Message message = exchange.getMessage();
        InferenceRequest request = reading.request();
        boolean single = request.task().takes().oneResult() || !request.list();
        Object result = single
                ? ChatHeaders.write(message, results.get(0))
                : new Results(ItemList.withGaps(results, reading.skipped()));
        Object written = output.json() ? json(result) : result;
        if (output.header() == null) {
            message.setBody(written);
        } else {
            message.setHeader(output.header(), written instanceof String text ? HeaderText.of(text) : written);
        }
        message.setHeader(HfInferenceHeaders.MODE, request.task().mode());
        if (request.model() != null) {
            asked(message, request.model());
        }
        message.setHeader(HfInferenceHeaders.BATCH_SIZE, answer.itemCount());
        message.setHeader(
                HfInferenceHeaders.REQUEST_ID,
                HeaderText.of(response.requestId().orElse(exchange.getExchangeId())));
        message.removeHeader(HfInferenceHeaders.ITEM_ERRORS);
        if (!reading.skipped().isEmpty()) {
            SortedMap<Integer, String> errors = new TreeMap<>();
            reading.skipped().forEach((place, error) -> errors.put(place, HeaderText.of(error)));
            message.setHeader(HfInferenceHeaders.ITEM_ERRORS, Collections.unmodifiableSortedMap(errors));
        }
        message.removeHeader(HfInferenceHeaders.COMPUTE_TIME);
        ComputeTime.of(response).ifPresent(time -> message.setHeader(HfInferenceHeaders.COMPUTE_TIME, time));
        PromptTokens.write(message, request, answer, results);
        if (results.get(0) instanceof Classifications) {
            OF_ONE_CLASSIFICATION.forEach(message::removeHeader);
        }
        if (result instanceof Classifications classifications) {
            classified(message, classifications);
        } else if (results.get(0) instanceof Embedding embedding) {
            embedded(message, embedding, results.size());
        } else if (isCounted(results.get(0))) {
            counted(message, result instanceof Results ? null : (List<?>) result);
        }
        forget(exchange);
        RedeliveryPause.forget(exchange);
        KeptInputs.newCall(exchange);
    }

    /** A wish that was fulfilled stays one; any other model in the header is from here. */
    private static void asked(Message message, String model) {
        boolean wished = model.equals(message.getHeader(HfInferenceHeaders.MODEL));
        if (!wished) {
            message.setHeader(ANSWERED_MODEL, model);
        } else if (!model.equals(message.getHeader(ANSWERED_MODEL))) {
            message.removeHeader(ANSWERED_MODEL);
        }
        message.setHeader(HfInferenceHeaders.MODEL, model);
    }

    private void classified(Message message, Classifications result) {
        double score = result.best().score();
        double margin = result.margin();
        message.setHeader(HfInferenceHeaders.LABEL, HeaderText.of(result.best().label()));
        message.setHeader(
                HfInferenceHeaders.SAFE_LABEL,
                safeLabels.computeIfAbsent(result.best().label(), SafeLabel::of));
        message.setHeader(HfInferenceHeaders.SCORE, score);
        message.setHeader(HfInferenceHeaders.MARGIN, margin);
        Double minScore = output.minScore();
        Double minMargin = output.minMargin();
        if (minScore != null || minMargin != null) {
            boolean accepted = (minScore == null || score >= minScore) && (minMargin == null || margin >= minMargin);
            message.setHeader(HfInferenceHeaders.DECISION, accepted ? "accept" : "review");
        }
    }

    private static void embedded(Message message, Embedding first, int count) {
        message.setHeader(HfInferenceHeaders.EMBEDDING_SIZE, first.size());
        message.setHeader(HfInferenceHeaders.EMBEDDING_COUNT, count);
        message.removeHeader(HfInferenceHeaders.EMBEDDING_VECTOR);
        if (count == 1) {
            message.setHeader(HfInferenceHeaders.EMBEDDING_VECTOR, first.toFloatArray());
        }
    }

    /** Whether how many there are is news. */
    private static boolean isCounted(Object result) {
        return result instanceof Entities || result instanceof Detections || result instanceof Segments;
    }

    /** @param found null for a list of items, whose count would say nothing of any of them */
    private static void counted(Message message, @Nullable List<?> found) {
        if (found == null) {
            message.removeHeader(HfInferenceHeaders.COUNT);
        } else {
            message.setHeader(HfInferenceHeaders.COUNT, found.size());
        }
    }

    /** Never throws, so that the exchange always goes on. */
    public void fail(Exchange exchange, Throwable failure) {
        Throwable cause = Cause.of(failure);
        // First, so that it fails also if there is no memory for what follows.
        exchange.setException(cause);
        forget(exchange);
        if (cause instanceof HfInferenceException ours) {
            exchange.setProperty(ERROR_CATEGORY, ErrorCategory.of(ours).name());
            Duration delay = ours.isRetryable() ? ours.getRetryAfter() : null;
            // Asked at each failure, because a back-off grows from one to the next.
            long own = RedeliveryPause.next(exchange, cause);
            if (delay != null) {
                exchange.getMessage().setHeader(Exchange.REDELIVERY_DELAY, Math.max(own, delay.toMillis()));
                exchange.setProperty(RETRY_AFTER_MILLIS, delay.toMillis());
            }
            if (ours instanceof ModelLoadingException) {
                exchange.setProperty(MODEL_LOADING, true);
            }
        }
    }

    /** Camel keeps a delay from attempt to attempt: one that the server did not name this time must not act again. */
    private static void forget(Exchange exchange) {
        exchange.getMessage().removeHeader(Exchange.REDELIVERY_DELAY);
        exchange.removeProperty(ERROR_CATEGORY);
        exchange.removeProperty(RETRY_AFTER_MILLIS);
        exchange.removeProperty(MODEL_LOADING);
    }

    /** The JSON text of a result. */
    static String json(Object result) {
        try {
            return MAPPER.writeValueAsString(result);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a result is always writable as JSON", e);
        }
    }
}
