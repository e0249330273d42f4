package io.github.camelhf.inference.http;

import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.psl.PublicSuffixMatcherLoader;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.HttpsSupport;
import org.apache.hc.core5.http.nio.ssl.TlsStrategy;
import org.apache.hc.core5.reactor.ssl.SSLBufferMode;
import org.apache.hc.core5.ssl.SSLContexts;
import org.jspecify.annotations.Nullable;

/**
 * TLS that proves the name of the host before a byte of a request leaves, with every HttpClient from 5.4 to 5.6.
 *
 * <p>The verifier is named here because no release can be left to choose it: TLS' own check of the name is set too late to take
 * effect up to 5.6.3, and 5.6 has no verifier beside it unless one is given. Source: httpclient5 5.5.1 and 5.6.3
 * (AbstractClientTlsStrategy), read 2026-11-26; 5.4.4 to 5.6.5 as HttpClientLinesTest finds them.
 */
public final class VerifiedTls {

    private VerifiedTls() {}

    /** Trust and keys of this context. */
    public static TlsStrategy of(SSLContext context) {
        return strategy(context, null, null);
    }

    /** Trust, keys, protocols and cipher suites of the JVM, as its system properties say. */
    public static TlsStrategy ofSystem() {
        return strategy(
                SSLContexts.createSystemDefault(),
                HttpsSupport.getSystemProtocols(),
                HttpsSupport.getSystemCipherSuits());
    }

    /** Trust of the JVM, and no keys. */
    public static TlsStrategy withoutKeys() {
        return of(SSLContexts.createDefault());
    }

    private static TlsStrategy strategy(
            SSLContext context, String @Nullable [] protocols, String @Nullable [] ciphers) {
        return new DefaultClientTlsStrategy(
                context,
                protocols,
                ciphers,
                SSLBufferMode.STATIC,
                HostnameVerificationPolicy.BOTH,
                new DefaultHostnameVerifier(PublicSuffixMatcherLoader.getDefault()));
    }
}
