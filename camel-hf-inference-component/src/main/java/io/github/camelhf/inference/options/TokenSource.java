package io.github.camelhf.inference.options;

import io.github.camelhf.inference.input.EditedText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the Hub token of this machine as the Hub's own tools do: environment, then token file. Source: huggingface_hub (token
 * resolution), read 2026-11-20.
 */
public final class TokenSource {

    private static final Logger LOG = LoggerFactory.getLogger(TokenSource.class);

    /** Hosts may come from messages; what is remembered of them must have an end. */
    private static final int HOSTS = 1_000;

    private final UnaryOperator<@Nullable String> environment;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /** @param environment gives the value of an environment variable, null when unset */
    public TokenSource(UnaryOperator<@Nullable String> environment) {
        this.environment = environment;
    }

    /** The token, trimmed; empty when there is none. */
    Optional<String> find() {
        return Stream.of("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN")
                .flatMap(name -> variable(name).stream())
                .findFirst()
                .or(this::fromFile);
    }

    /** Whether nothing has been said yet about a host that does not get the token; of very many hosts nothing is said. */
    boolean isNews(String host) {
        return told.size() < HOSTS && told.add(host);
    }

    private Optional<String> fromFile() {
        Path file = tokenFile();
        try {
            return Files.isRegularFile(file)
                    ? Optional.of(EditedText.of(Files.readAllBytes(file)).trim())
                            .filter(text -> !text.isEmpty())
                    : Optional.empty();
        } catch (IOException e) {
            LOG.warn("The Hub token file {} cannot be read ({}); calls go out without a token", file, e.toString());
            return Optional.empty();
        }
    }

    private Path tokenFile() {
        return variable("HF_TOKEN_PATH")
                .map(Path::of)
                .or(() -> variable("HF_HOME").map(home -> Path.of(home, "token")))
                .or(() -> variable("XDG_CACHE_HOME").map(cache -> Path.of(cache, "huggingface", "token")))
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "huggingface", "token"));
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.apply(name)).map(String::trim).filter(value -> !value.isEmpty());
    }
}
