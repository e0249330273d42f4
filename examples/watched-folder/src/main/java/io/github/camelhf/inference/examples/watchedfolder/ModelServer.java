package io.github.camelhf.inference.examples.watchedfolder;

import io.github.camelhf.inference.HfInferenceConfiguration;
import io.github.camelhf.inference.examples.watchedfolder.ProxyOptions.ServerProxy;
import io.github.camelhf.inference.proxy.Proxy;
import io.github.camelhf.inference.proxy.ProxyLogin;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Who is asked: a model of the hosted service, a server by its address, or, with neither, the emulator.
 *
 * @param model a Hub id
 * @param endpointUrl an http or https address
 * @param api the dialect, as the component's option of that name
 * @param token for that server; null lets the component find the Hub's
 * @param name for people
 * @param proxy on the way there
 */
record ModelServer(
        @Nullable String model,
        @Nullable String endpointUrl,
        String api,
        @Nullable String token,
        String name,
        ServerProxy proxy) {

    /** Where the hosted service is; for looking at the way to it. */
    static final String HOSTED_SERVICE = "https://router.huggingface.co/hf-inference";

    /** The emulator, when both are null. */
    static ModelServer of(@Nullable String model, @Nullable String endpointUrl, String api) {
        String known = model != null ? model : endpointUrl;
        return new ModelServer(
                model, endpointUrl, api, null, known != null ? known : "demonstration model", ServerProxy.NONE);
    }

    /** The same, reached another way. */
    ModelServer through(ServerProxy other) {
        return new ModelServer(model, endpointUrl, api, token, name, other);
    }

    /** Where calls go; nothing is called there before somebody started the emulator. */
    URI address() {
        return URI.create(endpointUrl != null ? endpointUrl : HOSTED_SERVICE);
    }

    boolean isDemonstration() {
        return model == null && endpointUrl == null;
    }

    /** The emulator, listening there. It gets a token of its own, never the user's. */
    ModelServer emulator(String address, String ownToken) {
        return new ModelServer(model, address, api, ownToken, name, ServerProxy.NONE);
    }

    void configure(HfInferenceConfiguration component) {
        component.setModel(model);
        component.setEndpointUrl(endpointUrl);
        component.setApi(api);
        component.setToken(token);
        Proxy way = proxy.proxy();
        if (way != null) {
            component.setProxyHost(way.host());
            component.setProxyPort(way.port());
            ProxyLogin login = way.login();
            component.setProxyUser(login == null ? null : login.user());
            component.setProxyPassword(login == null ? null : login.password());
        }
        // The address is its user's own word, not a message's.
        component.setUseFoundToken(endpointUrl != null && token == null);
    }
}
