package io.github.camelhf.inference;

import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.input.Image;
import io.github.camelhf.inference.task.InferenceRequest;
import io.github.camelhf.inference.task.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** First stage: message and options become a request. Headers of the message win over options. */
final class RequestReader {

    private final CallOptions options;
    private final ImageReader images;
    private final TextReader texts;

    RequestReader(CallOptions options) {
        this.options = options;
        this.images = new ImageReader(options.imageUrl(), options.maxRequestSize());
        this.texts = new TextReader(options.maxRequestSize());
    }

    /**
     * Reads the message; a stream in it is read to its end on the calling thread and kept for a redelivery.
     *
     * @throws InvalidInferenceInputException when it holds no question for the mode
     */
    InferenceRequest read(Exchange exchange) throws Exception {
        Message message = exchange.getMessage();
        Object body = message.getBody();
        List<String> labels = labels(exchange);
        Task task = options.task() == null ? AutoMode.decide(body, !labels.isEmpty()) : options.task();
        boolean list = body instanceof List;
        return switch (task) {
            case SIMILARITY -> similarity(exchange, body, labels);
            case TEXT_EMBEDDING -> request(exchange, task, List.of(), texts.readAll(exchange, body), List.of(), list);
            case ZERO_SHOT -> {
                if (labels.isEmpty()) {
                    throw new InvalidInferenceInputException(
                            "zero-shot needs labels: the header " + HfInferenceHeaders.LABELS + " holds none");
                }
                yield request(exchange, task, images.readAll(exchange, body), List.of(), labels, list);
            }
            default -> request(exchange, task, images.readAll(exchange, body), List.of(), List.of(), list);
        };
    }

    private InferenceRequest similarity(Exchange exchange, @Nullable Object body, List<String> labels)
            throws Exception {
        Object pictures = body;
        Object words = exchange.getMessage().getHeader(HfInferenceHeaders.TEXTS);
        if (body instanceof Map<?, ?> map) {
            pictures = either(map, "image", "images");
            words = either(map, "text", "texts");
        }
        List<String> all = words == null ? labels : texts.readAll(exchange, words);
        if (pictures == null || all.isEmpty()) {
            throw new InvalidInferenceInputException(
                    "similarity needs images and texts: a Map with the keys image or images and"
                            + " text or texts, or the images as body and the texts in the header "
                            + HfInferenceHeaders.TEXTS
                            + " or the option labels");
        }
        return request(exchange, Task.SIMILARITY, images.readAll(exchange, pictures), all, List.of(), false);
    }

    private static @Nullable Object either(Map<?, ?> map, String one, String many) {
        return map.get(one) == null ? map.get(many) : map.get(one);
    }

    private InferenceRequest request(
            Exchange exchange, Task task, List<Image> pictures, List<String> words, List<String> labels, boolean list) {
        boolean classifies = task == Task.IMAGE_CLASSIFICATION || task == Task.ZERO_SHOT;
        return new InferenceRequest(
                task,
                options.dialect(),
                model(exchange),
                pictures,
                words,
                labels,
                classifies ? topK(exchange) : null,
                parameters(exchange),
                list);
    }

    private List<String> labels(Exchange exchange) {
        Object header = exchange.getMessage().getHeader(HfInferenceHeaders.LABELS);
        if (header == null) {
            return options.labels();
        }
        if (header instanceof String text && Labels.isResource(text)) {
            throw new InvalidInferenceInputException("the header " + HfInferenceHeaders.LABELS
                    + " holds labels, not a resource: a message cannot choose files");
        }
        try {
            return Labels.read(exchange.getContext(), header);
        } catch (IllegalArgumentException e) {
            throw new InvalidInferenceInputException("header " + HfInferenceHeaders.LABELS + ": " + e.getMessage(), e);
        }
    }

    /** The model that the message asks for; only the hosted service can be asked for another one. */
    private @Nullable String model(Exchange exchange) {
        String model = exchange.getMessage().getHeader(HfInferenceHeaders.MODEL, String.class);
        if (model == null || !options.target().hosted()) {
            return options.target().model();
        }
        if (!Target.isModelId(model)) {
            throw new InvalidInferenceInputException("header " + HfInferenceHeaders.MODEL
                    + " is no Hub id: expected name or owner/name of letters, digits, . _ and -");
        }
        return model;
    }

    private @Nullable Integer topK(Exchange exchange) {
        Object header = exchange.getMessage().getHeader(HfInferenceHeaders.TOP_K);
        if (header == null) {
            return options.topK();
        }
        Integer topK = exchange.getContext().getTypeConverter().tryConvertTo(Integer.class, exchange, header);
        if (topK == null || topK < 1) {
            throw new InvalidInferenceInputException(
                    "header " + HfInferenceHeaders.TOP_K + " must be a number, 1 or more");
        }
        return topK;
    }

    private Map<String, Object> parameters(Exchange exchange) {
        Object header = exchange.getMessage().getHeader(HfInferenceHeaders.PARAMETERS);
        if (header == null) {
            return options.parameters();
        }
        if (!(header instanceof Map<?, ?> map)) {
            throw new InvalidInferenceInputException("header " + HfInferenceHeaders.PARAMETERS
                    + " must be a Map, got a " + header.getClass().getName());
        }
        Map<String, Object> merged = new LinkedHashMap<>(options.parameters());
        try {
            merged.putAll(Parameters.typed(map));
        } catch (IllegalArgumentException e) {
            throw new InvalidInferenceInputException(
                    "header " + HfInferenceHeaders.PARAMETERS + ": " + e.getMessage(), e);
        }
        return merged;
    }
}
