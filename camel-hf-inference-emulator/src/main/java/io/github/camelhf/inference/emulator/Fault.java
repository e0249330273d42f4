package io.github.camelhf.inference.emulator;

import io.github.camelhf.inference.emulator.dialect.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One way to misbehave on one inference request; immutable. Hand it to {@link InferenceEmulator#fault(Fault)}, or name it in
 * JSON over HTTP, where {@code POST /_emulator/faults} takes {@code {"fault": "rate-limited", "retryAfter": 3}}. The text
 * {@code ${model}} in a body becomes the id of the model that was asked for. What stands in front of a model misbehaves by
 * {@link GatewayFaults}.
 */
public final class Fault {
    private final String name;
    private final Effect effect;

    Fault(String name, Effect effect) {
        this.name = name;
        this.effect = effect;
    }

    /** The fault's name in JSON and in messages. */
    public String name() {
        return name;
    }

    Effect effect() {
        return effect;
    }

    @Override
    public String toString() {
        return name;
    }

    /** A full answer of the caller's making; {@code contentType} null sends no such header. */
    public static Fault answer(int status, Map<String, String> headers, @Nullable String contentType, byte[] body) {
        return instead("answer", HubAnswers.reply(status, headers, contentType, body));
    }

    /** {@link #answer(int, Map, String, byte[])} with a text and no further headers. */
    public static Fault answer(int status, @Nullable String contentType, String body) {
        return answer(status, Map.of(), contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    /** An error status with its body in one of the known forms. */
    public static Fault error(int status, ErrorShape shape, String text) {
        return instead("error", HubAnswers.error(status, shape, text, Map.of()));
    }

    /** 200 with {@code {"error": text}}: what a handler that returns its errors looks like. */
    public static Fault errorWithStatus200(String text) {
        return error("error-with-status-200", 200, ErrorShape.ERROR_STRING, text);
    }

    /** 503 while the model loads, with {@code estimated_time} in seconds; unreliable in reality, often just 20. */
    public static Fault modelLoading(double estimatedSeconds) {
        return instead("model-loading", HubAnswers.loading(estimatedSeconds));
    }

    /** 503 of a dedicated endpoint that scales up from zero. */
    public static Fault scalingUp() {
        return error("scaling-up", 503, ErrorShape.ERROR_STRING, "503 Service Unavailable");
    }

    /** 503 {@code {"error": "overloaded"}}. */
    public static Fault overloaded() {
        return error("overloaded", 503, ErrorShape.ERROR_STRING, "overloaded");
    }

    /** 429 without any hint. */
    public static Fault rateLimited() {
        return instead("rate-limited", HubAnswers.rateLimited(Map.of()));
    }

    /** 429 with {@code Retry-After} in whole seconds. */
    public static Fault rateLimited(Duration retryAfter) {
        Map<String, String> hint = Map.of("Retry-After", String.valueOf(retryAfter.toSeconds()));
        return instead("rate-limited", HubAnswers.rateLimited(hint));
    }

    /** 429 with {@code Retry-After} as an HTTP date. */
    public static Fault rateLimited(Instant retryAt) {
        Map<String, String> hint = Map.of("Retry-After", HubAnswers.httpDate(retryAt));
        return instead("rate-limited", HubAnswers.rateLimited(hint));
    }

    /** 429 with the Hub's {@code RateLimit} header: nothing left, window ends in {@code reset}. */
    public static Fault rateLimitWindow(Duration reset) {
        return instead("rate-limited", HubAnswers.rateLimited(HubAnswers.window(reset)));
    }

    /** 402: the account's credits are used up. */
    public static Fault quotaExceeded() {
        String text = "You have exceeded your monthly included credits for Inference Providers.";
        return error("quota-exceeded", 402, ErrorShape.ERROR_STRING, text);
    }

    /** 401 as the router answers it. */
    public static Fault unauthorized() {
        return instead("unauthorized", HubAnswers.unauthorized());
    }

    /** 403: a token that may not call inference. */
    public static Fault forbidden() {
        String text = "This authentication method does not have sufficient permissions to call Inference Providers";
        return error("forbidden", 403, ErrorShape.ERROR_STRING, text);
    }

    /** 404 for an unknown model. */
    public static Fault modelNotFound() {
        return error("model-not-found", 404, ErrorShape.ERROR_STRING, "Model ${model} does not exist");
    }

    /** 410 of the retired host. */
    public static Fault gone() {
        String text = "https://api-inference.huggingface.co is no longer supported. "
                + "Please use https://router.huggingface.co/hf-inference instead.";
        return error("gone", 410, ErrorShape.ERROR_STRING, text);
    }

    /** 413 from a gateway: an HTML page. */
    public static Fault tooLarge() {
        return error("too-large", 413, ErrorShape.HTML, "413 Request Entity Too Large");
    }

    /** 422 with FastAPI's list of places and messages. */
    public static Fault unprocessable() {
        return error("unprocessable", 422, ErrorShape.DETAIL_LIST, "field required");
    }

    /** 424: the model behind the server failed. */
    public static Fault backendFailure() {
        return error("backend-failure", 424, ErrorShape.ERROR_TYPE, "Inference failed");
    }

    /** 500 with error and warnings. */
    public static Fault serverError() {
        return error("server-error", 500, ErrorShape.ERROR_WITH_WARNINGS, "unknown error");
    }

    /** 500: too busy to answer in time. */
    public static Fault busy() {
        String text = "Model too busy, unable to get response in less than 120 second(s)";
        return error("busy", 500, ErrorShape.ERROR_STRING, text);
    }

    /** 429 of text-embeddings-inference with all its permits taken: no hint, and none of the other servers' headers. */
    public static Fault teiOverloaded() {
        return new Fault("tei-overloaded", new Effect.Verbatim(HubAnswers.teiOverloaded()));
    }

    /** 500 in plain text of an application that raised; uvicorn then closes the connection without having said so. */
    public static Fault crashed() {
        return new Fault("crashed", new Effect.Verbatim(HubAnswers.crashed()));
    }

    /** 502 from a gateway: an HTML page. */
    public static Fault badGateway() {
        return error("bad-gateway", 502, ErrorShape.HTML, "502 Bad Gateway");
    }

    /** 504 from a gateway: an HTML page. */
    public static Fault gatewayTimeout() {
        return error("gateway-timeout", 504, ErrorShape.HTML, "504 Gateway Time-out");
    }

    /** 400 that is really an overloaded accelerator: the toolkit answers every exception with 400. */
    public static Fault outOfMemory() {
        String text = "CUDA out of memory. Tried to allocate 20.00 MiB";
        return error("out-of-memory", 400, ErrorShape.ERROR_STRING, text);
    }

    /** 400 for a model that exists but is not deployed. */
    public static Fault notDeployed() {
        String text = "Model not supported by provider hf-inference";
        return error("not-deployed", 400, ErrorShape.ERROR_STRING, text);
    }

    /** 302 to another address. */
    public static Fault redirect(String location) {
        return instead("redirect", HubAnswers.reply(302, Map.of("Location", location), null, new byte[0]));
    }

    /** 200 with an HTML page, as captive portals and login pages answer. */
    public static Fault htmlPage() {
        return error("html-page", 200, ErrorShape.HTML, "Welcome");
    }

    /** The right answer, cut in the middle and sent as if it were whole. */
    public static Fault malformedJson() {
        return new Fault(
                "malformed-json", new Effect.Rewrite(body -> Arrays.copyOf(body, Math.max(1, body.length / 2))));
    }

    /** The right answer in a wrong shape. */
    public static Fault wrongShape(WrongShape shape) {
        return new Fault(shape.jsonName(), new Effect.Rewrite(body -> Json.write(shape.distort(Json.read(body)))));
    }

    /** The right answer after a delay. */
    public static Fault slow(Duration delay) {
        return new Fault("slow", new Effect.Wait(delay));
    }

    /** The right answer a few bytes at a time, with a pause after each piece; the head comes at once. */
    public static Fault dribble(int bytes, Duration pause) {
        if (bytes < 1) {
            throw new IllegalArgumentException("bytes must be at least 1, got " + bytes);
        }
        return new Fault("dribble", new Effect.Dribble(bytes, pause));
    }

    /** Reads the request and then says nothing until the client closes, or {@code reset()} or {@code close()} is called. */
    public static Fault neverAnswer() {
        return broken(Breakage.NEVER_ANSWER);
    }

    /** A TCP reset once the request's head is read, while the client still sends its body. */
    public static Fault resetAfterHead() {
        return broken(Breakage.RESET_AFTER_HEAD);
    }

    /** A TCP reset after the whole request was read, before any byte of an answer. */
    public static Fault resetBeforeAnswer() {
        return broken(Breakage.RESET_BEFORE_ANSWER);
    }

    /** A TCP reset in the middle of the answer's body. */
    public static Fault resetMidAnswer() {
        return broken(Breakage.RESET_MID_ANSWER);
    }

    /** An orderly end of the connection before any byte of an answer. */
    public static Fault closeBeforeAnswer() {
        return broken(Breakage.CLOSE_BEFORE_ANSWER);
    }

    /** An orderly end of the connection before {@code Content-Length} bytes were sent. */
    public static Fault truncatedAnswer() {
        return broken(Breakage.TRUNCATED_ANSWER);
    }

    /** An orderly end of the connection in the middle of a chunk. */
    public static Fault truncatedChunk() {
        return broken(Breakage.TRUNCATED_CHUNK);
    }

    /** Bytes that are no HTTP answer at all. */
    public static Fault garbage() {
        return broken(Breakage.GARBAGE);
    }

    private static Fault broken(Breakage breakage) {
        return new Fault(breakage.jsonName(), new Effect.Break(breakage));
    }

    private static Fault error(String name, int status, ErrorShape shape, String text) {
        return instead(name, HubAnswers.error(status, shape, text, Map.of()));
    }

    private static Fault instead(String name, Reply reply) {
        return new Fault(name, new Effect.Instead(reply));
    }
}
