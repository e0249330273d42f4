package io.github.camelhf.inference.options;

import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.options.OptionReader.Surroundings;
import io.github.camelhf.inference.proxy.Proxy;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what an endpoint's calls are authorised with. A token that the options name goes to whatever server they name; one that
 * was only found on this machine goes to Hugging Face and to this machine itself, because an address may come from a message.
 */
final class TokenReader {

    private static final Logger LOG = LoggerFactory.getLogger(TokenReader.class);

    private static final String OFF = "none";

    private final WrittenOptions options;
    private final Surroundings surroundings;
    private final ServerHost host;
    private final boolean readable;
    private final boolean local;

    /** @param proxy that leads to the target, null for a direct connection */
    TokenReader(WrittenOptions options, Surroundings surroundings, Target target, @Nullable Proxy proxy) {
        this.options = options;
        this.surroundings = surroundings;
        this.host = ServerHost.of(target.address());
        // What a proxy calls localhost is another machine, and the proxy reads plain http.
        this.local = proxy == null && host.isLoopback();
        this.readable = "http".equalsIgnoreCase(target.address().getScheme()) && !local;
    }

    /** @throws IllegalArgumentException naming the option and what it allows */
    Token read() {
        String given = options.getToken() == null ? "" : options.getToken().trim();
        if (given.equalsIgnoreCase(OFF) && options.getOauthProfile() == null) {
            return Token.fixed(null);
        }
        String file = options.getTokenFile();
        String profile = options.getOauthProfile();
        if (given.isEmpty() && file == null && profile == null) {
            return found();
        }
        if (!given.isEmpty() && file != null) {
            throw new IllegalArgumentException("options token and tokenFile are both set: keep one");
        }
        if (profile != null && (!given.isEmpty() || file != null)) {
            throw new IllegalArgumentException(
                    "options oauthProfile and " + (file == null ? "token" : "tokenFile") + " are both set: keep one");
        }
        if (readable && !options.isAllowInsecureToken()) {
            throw new IllegalArgumentException("the token would be sent readably to " + host.name()
                    + (host.isLoopback() ? ", through a proxy" : "")
                    + ": use https, or set allowInsecureToken=true if that network is yours");
        }
        if (profile != null) {
            OAuthProfile found = OAuthProfile.find(surroundings.context(), profile);
            return new OAuthToken(profile, found::token, surroundings.blocking(), InstantSource.system());
        }
        return file == null ? Token.fixed(clean("option token", given)) : file(file);
    }

    private Token found() {
        String found = surroundings.tokens().find().orElse(null);
        if (found == null) {
            return Token.fixed(null);
        }
        boolean trusted = local || host.isHuggingFace() || options.isUseFoundToken();
        if (trusted && (!readable || options.isAllowInsecureToken())) {
            return Token.fixed(clean("the Hub token of this machine", found));
        }
        if (surroundings.tokens().isNews(host.name())) {
            LOG.warn(
                    "The Hub token of this machine is not sent to {}: {}; token=none says that the server needs none",
                    host.name(),
                    trusted
                            ? "it would be readable on the way. Use https, or set allowInsecureToken=true"
                            : "the host is none of Hugging Face's. If it may have a token, set token, tokenFile or"
                                    + " useFoundToken=true");
        }
        return Token.fixed(null);
    }

    private static Token file(String path) {
        TokenFile file = new TokenFile(Path.of(path));
        try {
            file.current();
        } catch (InvalidInferenceInputException e) {
            throw new IllegalArgumentException("option " + e.getMessage(), e);
        }
        return file;
    }

    /** @throws IllegalArgumentException when the text cannot stand in a header of a request */
    static String clean(String source, String token) {
        String trimmed = token.trim();
        if (!trimmed.chars().allMatch(character -> character > ' ' && character < 127)) {
            throw new IllegalArgumentException(
                    source + " holds characters that no token has; check for quotes and line breaks");
        }
        return trimmed;
    }
}
