package io.github.camelhf.inference;

import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/** The options that say which token calls carry, and where it may go. Each sentence stands beside its option. */
@UriParams
public class HfInferenceAuthorization extends HfInferenceResilience {

    @UriParam(
            label = "security",
            secret = true,
            description =
                    "Hub access token, sent as a bearer token to the configured server only; none switches authorisation off. Without the option the environment variables HF_TOKEN and HUGGING_FACE_HUB_TOKEN are asked, then the token file of the Hub's command line; a token found there goes to hosts of Hugging Face and to this machine, elsewhere with useFoundToken only. With none of them calls go out without a token.")
    private @Nullable String token;

    @UriParam(
            label = "security",
            description =
                    "File that holds the token instead of the option token, and nothing else; read again when it changes, and once after a 401.")
    private @Nullable String tokenFile;

    @UriParam(
            label = "security",
            defaultValue = "false",
            description =
                    "Whether a token found in the environment or in the Hub's token file is sent to the configured server although that is neither a host of Hugging Face nor this machine.")
    private boolean useFoundToken;

    @UriParam(
            label = "security",
            defaultValue = "false",
            description =
                    "Whether the token may be sent over plain http to a host other than this machine, or through a proxy.")
    private boolean allowInsecureToken;

    public @Nullable String getToken() {
        return token;
    }

    public void setToken(@Nullable String token) {
        this.token = token;
    }

    public @Nullable String getTokenFile() {
        return tokenFile;
    }

    public void setTokenFile(@Nullable String tokenFile) {
        this.tokenFile = tokenFile;
    }

    public boolean isUseFoundToken() {
        return useFoundToken;
    }

    public void setUseFoundToken(boolean useFoundToken) {
        this.useFoundToken = useFoundToken;
    }

    public boolean isAllowInsecureToken() {
        return allowInsecureToken;
    }

    public void setAllowInsecureToken(boolean allowInsecureToken) {
        this.allowInsecureToken = allowInsecureToken;
    }
}
