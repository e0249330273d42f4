package io.github.camelhf.inference.options;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.IdentityHashMap;
import javax.net.ssl.SSLContext;
import org.apache.camel.support.jsse.SSLContextParameters;

/**
 * One TLS context for each set of parameters. Endpoints share a client only if they share the context, and a client has threads
 * of its own. Thread-safe.
 */
public final class TlsContexts {

    private final IdentityHashMap<SSLContextParameters, SSLContext> contexts = new IdentityHashMap<>();

    /** The context of these parameters, made when first asked for. */
    synchronized SSLContext of(SSLContextParameters parameters) throws GeneralSecurityException, IOException {
        SSLContext known = contexts.get(parameters);
        if (known == null) {
            known = parameters.createSSLContext(parameters.getCamelContext());
            contexts.put(parameters, known);
        }
        return known;
    }

    /** Forgets all, so that renewed keys are read after a restart. */
    public synchronized void clear() {
        contexts.clear();
    }
}
