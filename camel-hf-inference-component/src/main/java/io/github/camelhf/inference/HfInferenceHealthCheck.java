package io.github.camelhf.inference;

import io.github.camelhf.inference.error.HfInferenceException;
import io.github.camelhf.inference.error.InferenceAuthenticationException;
import io.github.camelhf.inference.error.InferenceQuotaException;
import io.github.camelhf.inference.error.InferenceUnavailableException;
import io.github.camelhf.inference.error.RateLimitedException;
import io.github.camelhf.inference.queue.QueueState;
import io.github.camelhf.inference.queue.QueueState.Gate;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Reports whether an endpoint's server answers, from the calls that routes make: it sends none of its own, which would wake a
 * sleeping endpoint. Down while a model loads, and after a call that failed in a way that the next one will, too; a refused
 * picture or a rate limit is no illness. Off unless {@code camel.health.producersEnabled} is set.
 *
 * <p>Neither readiness nor liveness depends on it. It gets well by the next call: a pod that was given no more work because its model was ill
 * would never make that call, and another pod, or the same one started again, would ask the same model.
 */
final class HfInferenceHealthCheck extends AbstractHealthCheck {

    private final HfInferenceEndpoint endpoint;

    HfInferenceHealthCheck(HfInferenceEndpoint endpoint, String id) {
        super("camel", id);
        this.endpoint = endpoint;
    }

    @Override
    public boolean isReadiness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        QueueState state = endpoint.state();
        result.detail("target", endpoint.getServiceUrl());
        result.detail("inFlight", state.inFlight());
        result.detail("waiting", state.waiting());
        result.detail("gate", endpoint.getGate());
        HfInferenceException failure = state.lastFailure();
        if (failure != null) {
            result.detail("lastError", String.valueOf(failure.getMessage()));
        }
        if (state.gate() == Gate.LOADING) {
            result.down().message("a model is being loaded");
        } else if (failure != null && isIllness(failure)) {
            result.down().message(failure.getMessage());
        } else {
            result.up();
        }
    }

    private static boolean isIllness(HfInferenceException failure) {
        boolean passing =
                failure instanceof InferenceUnavailableException && !(failure instanceof RateLimitedException);
        return passing
                || failure instanceof InferenceAuthenticationException
                || failure instanceof InferenceQuotaException;
    }
}
