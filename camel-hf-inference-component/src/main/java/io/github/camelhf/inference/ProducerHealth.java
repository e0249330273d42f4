package io.github.camelhf.inference;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.WritableHealthCheckRepository;
import org.jspecify.annotations.Nullable;

/** The health check of one producer, where Camel's health module is there; without it this does nothing. */
final class ProducerHealth {

    private static final AtomicLong NUMBER = new AtomicLong();

    private final @Nullable WritableHealthCheckRepository repository;
    private final @Nullable HealthCheck check;

    private ProducerHealth(@Nullable WritableHealthCheckRepository repository, @Nullable HealthCheck check) {
        this.repository = repository;
        this.check = check;
    }

    static ProducerHealth watch(HfInferenceEndpoint endpoint) {
        CamelContext context = endpoint.getCamelContext();
        WritableHealthCheckRepository repository =
                HealthCheckHelper.getHealthCheckRepository(context, "producers", WritableHealthCheckRepository.class);
        if (repository == null || !endpoint.getComponent().isHealthCheckProducerEnabled()) {
            return new ProducerHealth(null, null);
        }
        String id = "producer:hf-inference-" + endpoint.getMode() + "-" + NUMBER.incrementAndGet();
        // Named only here: the class needs the health module.
        HealthCheck check = new HfInferenceHealthCheck(endpoint, id);
        repository.addHealthCheck(check);
        return new ProducerHealth(repository, check);
    }

    void end() {
        if (repository != null && check != null) {
            repository.removeHealthCheck(check);
        }
    }
}
