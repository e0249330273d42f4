package io.github.camelhf.inference.proxy;

import java.security.Principal;
import org.apache.hc.client5.http.auth.AuthChallenge;
import org.apache.hc.client5.http.auth.AuthScheme;
import org.apache.hc.client5.http.auth.CredentialsProvider;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Puts a login into what is meant for a proxy, a CONNECT among it, which no other step of the client comes across. The client's own
 * Basic would make a header that shows it in the logs, so this one adds the header itself and gives the client none.
 */
final class LoginScheme implements AuthScheme {

    private final ProxyLogin login;

    LoginScheme(ProxyLogin login) {
        this.login = login;
    }

    @Override
    public @Nullable String generateAuthResponse(HttpHost host, HttpRequest request, HttpContext context) {
        request.setHeader(new LoginHeader(login));
        return null;
    }

    @Override
    public String getName() {
        return "Basic";
    }

    @Override
    public boolean isConnectionBased() {
        return false;
    }

    @Override
    public void processChallenge(AuthChallenge challenge, HttpContext context) {
        // The login is shown at once; who asks again does not like it.
    }

    @Override
    public boolean isChallengeComplete() {
        return true;
    }

    @Override
    public @Nullable String getRealm() {
        return null;
    }

    @Override
    public boolean isResponseReady(HttpHost host, CredentialsProvider credentials, HttpContext context) {
        return true;
    }

    @Override
    public @Nullable Principal getPrincipal() {
        return null;
    }

    @Override
    public String toString() {
        return getName();
    }
}
