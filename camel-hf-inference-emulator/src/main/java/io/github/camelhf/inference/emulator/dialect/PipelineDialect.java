package io.github.camelhf.inference.emulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelhf.inference.emulator.model.DemonstrationModel;
import java.util.Locale;

/**
 * The one-task-per-model dialect of the hosted service and of default containers. Thread-safe.
 *
 * <p>Every refusal is status 400 with {@code {"error": text}}, as on the toolkit, which has no 415 or 422 of its own.
 * Source: huggingface-inference-toolkit, read 2026-11-20.
 */
public final class PipelineDialect {
    private final ImageClassification imageClassification;
    private final ZeroShot zeroShot;
    private final FeatureExtraction featureExtraction;
    private final ImageFeatures imageFeatures;

    public PipelineDialect(DemonstrationModel model, PictureSource source) {
        Pictures pictures = new Pictures(model, source);
        imageClassification = new ImageClassification(model, pictures);
        zeroShot = new ZeroShot(model, pictures);
        featureExtraction = new FeatureExtraction(model);
        imageFeatures = new ImageFeatures(pictures);
    }

    /** Answers one call; refusals become error answers. */
    public Answer answer(InferenceCall call) {
        if (call.model().toLowerCase(Locale.ROOT).contains("does-not-exist")) {
            return Answer.error(404, "Model " + call.model() + " does not exist");
        }
        try {
            JsonNode body = predict(call);
            // After the inference, as the real servers do it: a bad Accept header wastes the work.
            return Answer.right(call, body);
        } catch (RefusedException e) {
            return Answer.error(400, String.valueOf(e.getMessage()));
        }
    }

    private JsonNode predict(InferenceCall call) {
        String taskInPath = call.task();
        PipelineTask task = taskInPath != null
                ? PipelineTask.ofTag(taskInPath)
                : PipelineTask.ofModel(call.model()).orElse(null);
        ObjectNode data = call.data(task == null ? PipelineTask.IMAGE_CLASSIFICATION.tag() : task.tag());
        if (task == null) {
            task = data.path("parameters").has("candidate_labels")
                    ? PipelineTask.ZERO_SHOT_IMAGE_CLASSIFICATION
                    : PipelineTask.IMAGE_CLASSIFICATION;
        }
        JsonNode inputs = data.get("inputs");
        ObjectNode parameters = parameters(data);
        return switch (task) {
            case IMAGE_CLASSIFICATION -> imageClassification.predict(inputs, parameters);
            case ZERO_SHOT_IMAGE_CLASSIFICATION -> zeroShot.predict(call.model(), inputs, parameters);
            case FEATURE_EXTRACTION -> featureExtraction.predict(call.model(), call.family(), inputs);
            case SENTENCE_EMBEDDINGS -> featureExtraction.sentenceEmbeddings(call.model(), inputs);
            case IMAGE_FEATURE_EXTRACTION -> imageFeatures.predict(call.model(), inputs, parameters);
        };
    }

    private static ObjectNode parameters(ObjectNode data) {
        JsonNode parameters = data.get("parameters");
        if (parameters == null) {
            return Json.object();
        }
        if (parameters instanceof ObjectNode object) {
            return object;
        }
        throw new RefusedException("argument after ** must be a mapping, not " + Json.pythonClass(parameters));
    }
}
