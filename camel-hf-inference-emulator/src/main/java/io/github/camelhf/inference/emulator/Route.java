package io.github.camelhf.inference.emulator;

import io.github.camelhf.inference.emulator.dialect.ServerFamily;
import io.github.camelhf.inference.emulator.dialect.TextEmbeddingsDialect;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a path stands for: the hosted service under {@code /hf-inference/models/}, a toolkit container under
 * {@code /models/} and {@code /predict}, text-embeddings-inference under {@code /tei/} and at those of its paths that nobody else has,
 * OpenAI-style servers at {@code /v1/chat/completions} and {@code /v1/embeddings}, the four-mode handler at the path of its variant.
 *
 * @param multimodal whether the four-mode handler answers
 * @param family how strictly the headers are read
 * @param model the model id, empty where the path has none
 * @param task the tag after {@code /pipeline/}, or a path of text-embeddings-inference without its slash, or null
 */
record Route(
        boolean multimodal,
        ServerFamily family,
        String model,
        @Nullable String task) {
    /** The API for texts of OpenAI-style servers. */
    static final String EMBEDDINGS = "/v1/embeddings";

    private static final String TEXT_EMBEDDINGS = "/tei/";

    /** Its paths that no other server has. */
    private static final Set<String> UNSHARED = Set.of("embed", "rerank", "similarity");

    // A slash inside the id stays a slash: the real router does not know an encoded one either.
    private static final Pattern MODEL =
            Pattern.compile("(/hf-inference)?/models/([\\w.-]+(?:/[\\w.-]+)?)(?:/pipeline/([\\w-]+))?");

    /** The route of an inference path, or empty for any other path. */
    static Optional<Route> of(String path, HandlerVariant variant) {
        if (path.equals(variant.path())) {
            return Optional.of(new Route(true, variant.family(), "", null));
        }
        boolean prefixed = path.startsWith(TEXT_EMBEDDINGS);
        String own = path.substring(prefixed ? TEXT_EMBEDDINGS.length() : 1);
        if (prefixed ? TextEmbeddingsDialect.PATHS.contains(own) : UNSHARED.contains(own)) {
            return Optional.of(new Route(false, ServerFamily.TEXT_EMBEDDINGS, "", own));
        }
        if (path.equals("/v1/chat/completions") || path.equals(EMBEDDINGS)) {
            return Optional.of(new Route(false, ServerFamily.OPENAI, "", null));
        }
        if (path.equals("/predict")) {
            return Optional.of(new Route(false, ServerFamily.TOOLKIT, "", null));
        }
        Matcher matcher = MODEL.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        ServerFamily family = matcher.group(1) == null ? ServerFamily.TOOLKIT : ServerFamily.HOSTED;
        return Optional.of(new Route(false, family, matcher.group(2), matcher.group(3)));
    }
}
