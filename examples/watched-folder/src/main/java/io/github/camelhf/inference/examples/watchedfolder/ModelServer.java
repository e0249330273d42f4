package io.github.camelhf.inference.examples.watchedfolder;

import io.github.camelhf.inference.HfInferenceConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Who is asked: a model of the hosted service, a server by its address, or, with neither, the emulator.
 *
 * @param model a Hub id
 * @param endpointUrl an http or https address
 * @param api the dialect, as the component's option of that name
 * @param token for that server; null lets the component find the Hub's
 * @param name for people
 */
record ModelServer(
        @Nullable String model,
        @Nullable String endpointUrl,
        String api,
        @Nullable String token,
        String name) {

    /** The emulator, when both are null. */
    static ModelServer of(@Nullable String model, @Nullable String endpointUrl, String api) {
        String known = model != null ? model : endpointUrl;
        return new ModelServer(model, endpointUrl, api, null, known != null ? known : "demonstration model");
    }

    boolean isDemonstration() {
        return model == null && endpointUrl == null;
    }

    /** The emulator, listening there. It gets a token of its own, never the user's. */
    ModelServer emulator(String address, String ownToken) {
        return new ModelServer(model, address, api, ownToken, name);
    }

    void configure(HfInferenceConfiguration component) {
        component.setModel(model);
        component.setEndpointUrl(endpointUrl);
        component.setApi(api);
        component.setToken(token);
        // The address is its user's own word, not a message's.
        component.setUseFoundToken(endpointUrl != null && token == null);
    }
}
