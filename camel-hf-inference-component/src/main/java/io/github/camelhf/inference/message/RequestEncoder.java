package io.github.camelhf.inference.message;

import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.options.CallOptions;
import io.github.camelhf.inference.options.CallOptions.HoldWhileLoading;
import io.github.camelhf.inference.task.InferenceRequest;
import io.github.camelhf.inference.task.Task;
import io.github.camelhf.inference.transport.WireBody;
import io.github.camelhf.inference.transport.WireRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;

/**
 * Second stage: a request becomes what goes out. Only the headers set here go out; none of the message's do, so that neither a
 * route's secrets nor a stray Content-Type reach the server.
 */
public final class RequestEncoder {

    private static final String USER_AGENT = "camel-hf-inference/" + version();

    private final CallOptions options;

    /** The same for all calls of a task. */
    private final Map<Task, Map<String, String>> usualHeaders = new ConcurrentHashMap<>();

    public RequestEncoder(CallOptions options) {
        this.options = options;
    }

    public WireRequest encode(Exchange exchange, InferenceRequest request) {
        WireBody body = request.task().encode(request);
        if (body.length() > options.maxRequestSize().bytes()) {
            throw new InvalidInferenceInputException("the request would have " + body.length() + " bytes, more than "
                    + options.maxRequestSize()
                    + ", the limit set by maxRequestSize; raise the option, or send less at a time: smaller pictures, such as with"
                    + " imageMaxSize, or fewer items");
        }
        return new WireRequest(
                options.target().uri(request.task(), request.model()),
                headers(exchange, request.task()),
                // The hosted service echoes this id at the end of its own. Source: recorded answers, read 2026-11-20.
                HeaderText.of(exchange.getExchangeId()),
                options.givenHeaders(),
                options.token().current(),
                body,
                options.limits(),
                request.task().givesMedia() ? MediaIntakes.next(exchange, options.maxMediaSize()) : null);
    }

    private Map<String, String> headers(Exchange exchange, Task task) {
        Map<String, String> usual = usualHeaders.computeIfAbsent(task, this::usualHeaders);
        if (!waits(exchange)) {
            return usual;
        }
        Map<String, String> headers = new HashMap<>(usual);
        headers.put(WireRequest.HOLD_WHILE_LOADING, "true");
        return headers;
    }

    private Map<String, String> usualHeaders(Task task) {
        Map<String, String> headers = new HashMap<>(options.extraHeaders());
        // One type and no more: the Inference Toolkit refuses a list or a quality value. Source: its serializers, read
        // 2026-11-20.
        headers.put("Accept", task.accept());
        headers.put("User-Agent", USER_AGENT);
        return Map.copyOf(headers);
    }

    private boolean waits(Exchange exchange) {
        return options.hold() == HoldWhileLoading.ALWAYS
                || (options.hold() == HoldWhileLoading.AFTER_LOADING
                        && exchange.getProperty(ResultWriter.MODEL_LOADING, false, boolean.class));
    }

    private static String version() {
        Properties build = new Properties();
        try (InputStream stream = RequestEncoder.class.getResourceAsStream("build.properties")) {
            if (stream != null) {
                build.load(stream);
            }
            return build.getProperty("version", "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
