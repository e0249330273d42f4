package io.github.camelhf.inference.task;

import io.github.camelhf.inference.transport.WireRequest;
import io.github.camelhf.inference.transport.WireResponse;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once for an endpoint that its server answers, but ignores half of what it is asked: Text Embeddings Inference takes its
 * parameters at top level and does not mind those of the endpoint with four modes. Source: its request types, which have no field
 * {@code parameters}, read 2026-11-25. Thread-safe.
 */
public final class DialectHint {

    private static final Logger LOG = LoggerFactory.getLogger(DialectHint.class);

    private final AtomicBoolean said = new AtomicBoolean();

    /** An answer came that could be read. */
    public void look(InferenceRequest request, WireRequest sent, WireResponse response) {
        if (request.dialect() == Dialect.MULTIMODAL
                && response.isOfTextEmbeddingsInference()
                && said.compareAndSet(false, true)) {
            LOG.warn(
                    "{} looks like Text Embeddings Inference, which ignores the parameters of the endpoint with four modes:"
                            + " set api=tei",
                    sent.uri().getHost());
        }
    }
}
