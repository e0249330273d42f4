package io.github.camelhf.inference.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelhf.inference.HfInferenceHeaders;
import io.github.camelhf.inference.answer.MediaAnswer;
import io.github.camelhf.inference.batch.Answer;
import io.github.camelhf.inference.batch.Cause;
import io.github.camelhf.inference.error.HfInferenceException;
import io.github.camelhf.inference.error.ModelLoadingException;
import io.github.camelhf.inference.message.RequestReader.Reading;
import io.github.camelhf.inference.options.CallOptions.Output;
import io.github.camelhf.inference.result.Results;
import io.github.camelhf.inference.task.InferenceRequest;
import io.github.camelhf.inference.transport.WireRequest;
import io.github.camelhf.inference.transport.WireResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

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

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Output output;
    private final ResultHeaders headers;

    public ResultWriter(Output output) {
        this.output = output;
        this.headers = new ResultHeaders(output);
    }

    /**
     * A result: body or header, and the headers that describe it.
     *
     * @param sent the call that it answers
     */
    public void write(Exchange exchange, Reading reading, WireRequest sent, Answer answer, List<?> results) {
        WireResponse response = answer.response();
        Message message = exchange.getMessage();
        InferenceRequest request = reading.request();
        boolean single = request.task().takes().oneResult() || !request.list();
        Object result =
                single ? written(exchange, results.get(0)) : new Results(ItemList.withGaps(results, reading.skipped()));
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
        headers.write(message, result, results.get(0));
        if (output.rawHeader() != null) {
            message.removeHeader(output.rawHeader());
            RawAnswer.of(response, sent.secrets()).ifPresent(text -> message.setHeader(output.rawHeader(), text));
        }
        forget(exchange);
        RedeliveryPause.forget(exchange);
        KeptInputs.newCall(exchange);
    }

    /** What a route gets for what was read, and the headers that only such a result has. */
    private static Object written(Exchange exchange, Object result) {
        if (result instanceof MediaAnswer media) {
            exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, HeaderText.of(media.mediaType()));
            return MediaBody.of(media.content(), MediaIntakes.take(exchange), exchange);
        }
        return ChatHeaders.write(exchange.getMessage(), result);
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

    /** Never throws, so that the exchange always goes on. */
    public void fail(Exchange exchange, Throwable failure) {
        MediaIntakes.drop(exchange);
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
