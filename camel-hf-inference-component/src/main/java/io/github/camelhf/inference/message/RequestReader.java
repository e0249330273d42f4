package io.github.camelhf.inference.message;

import io.github.camelhf.inference.HfInferenceHeaders;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.options.CallOptions;
import io.github.camelhf.inference.options.CallOptions.ImageUrlPolicy;
import io.github.camelhf.inference.options.Labels;
import io.github.camelhf.inference.options.Parameters;
import io.github.camelhf.inference.task.AutoMode;
import io.github.camelhf.inference.task.InferenceRequest;
import io.github.camelhf.inference.task.Takes;
import io.github.camelhf.inference.task.Task;
import io.github.camelhf.inference.task.Wants;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** First stage: message and options become a request. Headers of the message win over options. */
public final class RequestReader {

    private final CallOptions options;
    private final InputReader inputs;

    public RequestReader(CallOptions options) {
        this.options = options;
        this.inputs = new InputReader(options);
    }

    /**
     * The http and https addresses that stand for pictures in the message; none unless they are to be downloaded. What they lead
     * to must be in {@link KeptInputs} before {@link #read}. Called first in each attempt.
     */
    public List<Object> addresses(Exchange exchange) {
        if (exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER, 0, int.class) == 0) {
            KeptInputs.newCall(exchange);
        }
        if (options.imageUrl() != ImageUrlPolicy.INLINE) {
            return List.of();
        }
        Object body = body(exchange);
        Takes takes = task(exchange, body).takes();
        if (!takes.pictures()) {
            return List.of();
        }
        if (takes == Takes.CONVERSATION) {
            return ConversationReader.pictures(body).stream()
                    .filter(ImageReader::isAddress)
                    .toList();
        }
        Object pictures = body instanceof Map<?, ?> map
                ? Items.unfolded(exchange, InputReader.either(map, "image", "images"))
                : body;
        if (!(pictures instanceof List<?> items)) {
            return pictures != null && ImageReader.isAddress(pictures) ? List.of(pictures) : List.of();
        }
        return items.stream()
                .filter(ImageReader::isAddress)
                .<Object>map(item -> item)
                .toList();
    }

    /**
     * Reads the message; a stream in it is read to its end on the calling thread and kept for a redelivery.
     *
     * @throws InvalidInferenceInputException when it holds no question for the mode
     */
    public Reading read(Exchange exchange) throws Exception {
        Object body = body(exchange);
        Task task = task(exchange, body);
        List<String> labels = labels(exchange);
        if (task.wants(Wants.LABELS) && labels.isEmpty()) {
            throw new InvalidInferenceInputException(
                    task.mode() + " needs labels: the header " + HfInferenceHeaders.LABELS
                            + " holds none; put one or more there, or leave the header out for those of the option labels");
        }
        Integer topK = task.wants(Wants.TOP_K) ? topK(exchange) : null;
        Map<String, Object> parameters = parameters(exchange, task);
        checkSecond(topK, parameters);
        Inputs read = inputs.read(exchange, task, body, labels);
        InferenceRequest request = new InferenceRequest(
                task,
                options.dialect(),
                model(exchange),
                read.images(),
                read.texts(),
                task.wants(Wants.LABELS) ? labels : List.of(),
                read.question(),
                topK,
                parameters,
                read.table(),
                read.chat(),
                read.list(),
                read.sound());
        return new Reading(request, read.skipped());
    }

    private Task task(Exchange exchange, @Nullable Object body) {
        return options.task() == null ? AutoMode.decide(body, !labels(exchange).isEmpty()) : options.task();
    }

    /** Several items as a list, one item as it is; in place of an empty body the picture that is attached, if there is one. */
    static @Nullable Object body(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        boolean empty = body == null || (body instanceof String text && text.isBlank());
        Object attached = empty ? ImageAttachment.of(exchange) : null;
        return attached == null ? Items.unfolded(exchange, body) : attached;
    }

    private List<String> labels(Exchange exchange) {
        Object header = exchange.getMessage().getHeader(HfInferenceHeaders.LABELS);
        if (header == null) {
            return options.labels();
        }
        if (header instanceof CharSequence text && Labels.isResource(text.toString())) {
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
        boolean ours = model != null && model.equals(exchange.getMessage().getHeader(ResultWriter.ANSWERED_MODEL));
        if (model == null || ours || !options.target().hosted()) {
            return options.target().model();
        }
        if (!options.target().takesModel(model)) {
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
                    "header " + HfInferenceHeaders.TOP_K + " must be a number, 1 or more, got "
                            + (topK != null ? topK : "a " + header.getClass().getName() + " that is none"));
        }
        return topK;
    }

    private void checkSecond(@Nullable Integer topK, Map<String, Object> parameters) {
        try {
            options.output().checkSecond(topK, parameters);
        } catch (IllegalArgumentException e) {
            throw new InvalidInferenceInputException("headers of the message: " + e.getMessage(), e);
        }
    }

    private Map<String, Object> parameters(Exchange exchange, Task task) {
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
            merged.putAll(Parameters.ofMessage(map));
            task.check(options.dialect(), merged);
        } catch (IllegalArgumentException e) {
            throw new InvalidInferenceInputException(
                    "header " + HfInferenceHeaders.PARAMETERS + ": " + e.getMessage(), e);
        }
        return merged;
    }

    /**
     * What was read.
     *
     * @param skipped why items of the message are not in the request, by their place
     */
    public record Reading(InferenceRequest request, SortedMap<Integer, String> skipped) {}
}
