package io.github.camelhf.inference.emulator.dialect;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelhf.inference.emulator.model.DemonstrationModel;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Text-embeddings-inference. Each path has a body of its own, whose fields stand at top level; every unknown field is passed over,
 * {@code parameters} with all that is in it too, but for {@code /similarity}. Media types and JSON are read strictly, with refusals in
 * plain text. A real server has one model, and refuses the paths that are not for it. Thread-safe.
 *
 * <p>Source: its router's source, version 1.9, and its OpenAPI description, read 2026-11-20, 2026-11-25 and 2026-11-26.
 */
public final class TextEmbeddingsDialect {
    /** The paths, each without its slash. */
    public static final Set<String> PATHS =
            Set.of("embed", "predict", "rerank", "similarity", "embeddings", "v1/embeddings");

    /** The longest body in bytes unless the server's {@code --payload-limit} says otherwise. */
    private static final long MAXIMUM_BODY = 2_000_000;

    private final Map<String, TextEmbeddingsRoute> routes;

    public TextEmbeddingsDialect(DemonstrationModel model) {
        EmbedRoute embed = new EmbedRoute(model);
        OpenAiRoute openAi = new OpenAiRoute(embed);
        routes = Map.of(
                "embed",
                embed,
                "predict",
                new PredictRoute(),
                "rerank",
                new RerankRoute(),
                "similarity",
                new SimilarityRoute(model),
                "embeddings",
                openAi,
                "v1/embeddings",
                openAi);
    }

    /**
     * Answers one call, whose task is one of {@link #PATHS}.
     *
     * @param length bytes of the body as it came, which may be more than the call still has of it
     */
    public Answer answer(InferenceCall call, long length) {
        if (!isJson(call.contentType())) {
            return Answer.text(415, "Expected request with `Content-Type: application/json`");
        }
        if (length > MAXIMUM_BODY) {
            return Answer.text(413, "Failed to buffer the request body: length limit exceeded");
        }
        JsonNode request;
        try {
            request = Json.read(call.body());
        } catch (RefusedException e) {
            return Answer.text(400, "Failed to parse the request body as JSON: " + e.getMessage());
        }
        TextEmbeddingsRoute route = requireNonNull(routes.get(String.valueOf(call.task())));
        try {
            return Answer.json(200, route.answer(request));
        } catch (TextEmbeddingsException e) {
            return route.error(e);
        } catch (RefusedException e) {
            String place = " at line 1 column " + length;
            return Answer.text(
                    422, "Failed to deserialize the JSON body into the target type: " + e.getMessage() + place);
        }
    }

    private static boolean isJson(@Nullable String contentType) {
        String type =
                contentType == null ? "" : contentType.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
        return type.equals("application/json") || (type.startsWith("application/") && type.endsWith("+json"));
    }
}
