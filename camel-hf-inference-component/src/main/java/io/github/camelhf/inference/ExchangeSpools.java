package io.github.camelhf.inference;

import io.github.camelhf.inference.input.ByteSize;
import io.github.camelhf.inference.input.Content;
import io.github.camelhf.inference.input.Spool;
import java.io.IOException;
import java.io.InputStream;
import java.util.IdentityHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The streams of one exchange that could be read only once, kept until the exchange is done. A redelivery carries the same stream
 * object, already at its end: it gets the kept bytes instead.
 */
final class ExchangeSpools extends SynchronizationAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(ExchangeSpools.class);
    private static final String PROPERTY = "CamelHfInferenceSpools";

    private final IdentityHashMap<Object, Spool> spools = new IdentityHashMap<>();

    private ExchangeSpools() {}

    static ExchangeSpools of(Exchange exchange) {
        ExchangeSpools spools = exchange.getProperty(PROPERTY, ExchangeSpools.class);
        if (spools == null) {
            spools = new ExchangeSpools();
            exchange.setProperty(PROPERTY, spools);
            exchange.getExchangeExtension().addOnCompletion(spools);
        }
        return spools;
    }

    /** The bytes of the stream, which is read to its end and closed the first time and not touched again. */
    Content content(Object body, InputStream stream, ByteSize limit) throws IOException {
        Spool kept = spools.get(body);
        if (kept == null) {
            try (stream) {
                kept = Spool.of(stream, limit);
            }
            spools.put(body, kept);
        }
        return kept;
    }

    @Override
    public void onDone(Exchange exchange) {
        for (Spool spool : spools.values()) {
            try {
                spool.close();
            } catch (IOException e) {
                LOG.warn("A temporary file could not be deleted: {}", e.toString());
            }
        }
        spools.clear();
    }
}
