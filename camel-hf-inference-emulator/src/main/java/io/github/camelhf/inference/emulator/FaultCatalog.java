package io.github.camelhf.inference.emulator;

import io.github.camelhf.inference.emulator.dialect.RefusedException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** All faults by the names that JSON uses. */
final class FaultCatalog {
    private static final Map<String, Function<FaultFields, Fault>> FAULTS = new LinkedHashMap<>();

    static {
        FAULTS.put("model-loading", fields -> Fault.modelLoading(fields.decimal("estimatedTime", 20)));
        FAULTS.put("rate-limited", FaultCatalog::rateLimited);
        FAULTS.put("error", FaultCatalog::error);
        FAULTS.put("error-with-status-200", fields -> Fault.errorWithStatus200(fields.text("text", "unknown error")));
        FAULTS.put("answer", FaultCatalog::answer);
        FAULTS.put("redirect", fields -> Fault.redirect(fields.text("location", "/elsewhere")));
        FAULTS.put("slow", fields -> Fault.slow(fields.duration("delay", Duration.ofSeconds(1))));
        FAULTS.put(
                "dribble",
                fields -> Fault.dribble(fields.number("bytes", 16), fields.duration("pause", Duration.ofMillis(50))));
        plain("scaling-up", Fault::scalingUp);
        plain("overloaded", Fault::overloaded);
        plain("tei-overloaded", Fault::teiOverloaded);
        plain("haproxy-unavailable", GatewayFaults::haproxyUnavailable);
        plain("nginx-limited", GatewayFaults::nginxLimited);
        plain("uvicorn-limited", GatewayFaults::uvicornLimited);
        plain("envoy-overflow", GatewayFaults::envoyOverflow);
        plain("squid-unavailable", GatewayFaults::squidUnavailable);
        plain("unauthorized", Fault::unauthorized);
        plain("quota-exceeded", Fault::quotaExceeded);
        plain("forbidden", Fault::forbidden);
        plain("model-not-found", Fault::modelNotFound);
        plain("gone", Fault::gone);
        plain("too-large", Fault::tooLarge);
        plain("unprocessable", Fault::unprocessable);
        plain("backend-failure", Fault::backendFailure);
        plain("server-error", Fault::serverError);
        plain("busy", Fault::busy);
        plain("crashed", Fault::crashed);
        plain("bad-gateway", Fault::badGateway);
        plain("gateway-timeout", Fault::gatewayTimeout);
        plain("out-of-memory", Fault::outOfMemory);
        plain("not-deployed", Fault::notDeployed);
        plain("html-page", Fault::htmlPage);
        plain("malformed-json", Fault::malformedJson);
        for (WrongShape shape : WrongShape.values()) {
            plain(shape.jsonName(), () -> Fault.wrongShape(shape));
        }
        plain("never-answer", Fault::neverAnswer);
        plain("reset-after-head", Fault::resetAfterHead);
        plain("reset-before-answer", Fault::resetBeforeAnswer);
        plain("reset-mid-answer", Fault::resetMidAnswer);
        plain("close-before-answer", Fault::closeBeforeAnswer);
        plain("truncated-answer", Fault::truncatedAnswer);
        plain("truncated-chunk", Fault::truncatedChunk);
        plain("garbage", Fault::garbage);
    }

    private FaultCatalog() {}

    static List<String> names() {
        return List.copyOf(FAULTS.keySet());
    }

    /**
     * The fault that the fields describe.
     *
     * @throws RefusedException listing the known names, when there is no such fault
     */
    static Fault fault(FaultFields fields) {
        String name = fields.text("fault", "");
        Function<FaultFields, Fault> make = FAULTS.get(name);
        if (make == null) {
            throw new RefusedException(
                    "unknown fault \"" + name + "\", known faults are " + String.join(", ", names()));
        }
        return make.apply(fields);
    }

    private static void plain(String name, Supplier<Fault> fault) {
        FAULTS.put(name, fields -> fault.get());
    }

    private static Fault rateLimited(FaultFields fields) {
        if (fields.has("retryAfter")) {
            return Fault.rateLimited(Duration.ofSeconds(fields.number("retryAfter", 0)));
        }
        if (fields.has("retryAt")) {
            try {
                return Fault.rateLimited(Instant.parse(fields.text("retryAt", "")));
            } catch (DateTimeParseException e) {
                throw new RefusedException(
                        "retryAt must be an instant such as 2026-01-31T12:00:00Z, got " + fields.text("retryAt", ""));
            }
        }
        if (fields.has("window")) {
            return Fault.rateLimitWindow(Duration.ofSeconds(fields.number("window", 0)));
        }
        return Fault.rateLimited();
    }

    private static Fault error(FaultFields fields) {
        return Fault.error(
                fields.number("status", 500),
                fields.shape(ErrorShape.ERROR_STRING),
                fields.text("text", "unknown error"));
    }

    private static Fault answer(FaultFields fields) {
        return Fault.answer(
                fields.number("status", 200),
                fields.headers(),
                fields.has("contentType") ? fields.text("contentType", "") : null,
                fields.text("body", "").getBytes(StandardCharsets.UTF_8));
    }
}
