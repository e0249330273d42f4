package io.github.camelhf.inference.emulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelhf.inference.emulator.model.DemonstrationModel;
import java.util.List;

/** {@code POST /v1/embeddings} of text-embeddings-inference: any model's name, long texts cut, errors in a form of its own. */
final class OpenAiRoute implements TextEmbeddingsRoute {
    private final EmbedRoute embed;

    OpenAiRoute(EmbedRoute embed) {
        this.embed = embed;
    }

    @Override
    public JsonNode answer(JsonNode body) {
        TypedFields fields = TypedFields.of(body, "OpenAICompatRequest");
        List<String> texts = fields.input("input");
        String encoding = fields.variant("encoding_format", OpenAiEmbeddings.FLOAT, OpenAiEmbeddings.BASE64);
        int dimensions = fields.count("dimensions", DemonstrationModel.DIMENSIONS);
        if (texts.isEmpty()) {
            throw TextEmbeddingsException.empty("`inputs` cannot be empty");
        }
        TextEmbeddingsLimits.items(texts.size());
        TextEmbeddingsLimits.texts(texts, new TypedFields(Json.object()));
        return OpenAiEmbeddings.answer(
                texts.stream().map(text -> embed.vector(text, dimensions, true)).toList(),
                encoding,
                "demonstration",
                texts.stream().mapToInt(TextEmbeddingsLimits::tokens).sum());
    }

    @Override
    public Answer error(TextEmbeddingsException refused) {
        return Answer.json(
                refused.status(),
                Json.text("message", String.valueOf(refused.getMessage()))
                        .put("code", refused.status())
                        .put("type", refused.type()));
    }
}
