package io.github.camelhf.inference.emulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelhf.inference.emulator.model.ColourRegions;
import io.github.camelhf.inference.emulator.model.ColourRegions.Region;
import io.github.camelhf.inference.emulator.model.DemonstrationModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Task {@code zero-shot-object-detection}: an area of one colour has the label whose words fit it best, and their cosine as its score.
 * {@code inputs} is a picture, {@code {"image", "candidate_labels"}} or a list of such objects; of a plain list of pictures the real
 * pipeline makes nothing. Source: transformers, {@code zero_shot_object_detection.py}, read 2026-11-26.
 */
final class ZeroShotObjectDetection implements PipelineAnswer {

    private static final double THRESHOLD = 0.1;

    private final DemonstrationModel model;
    private final Pictures pictures;

    ZeroShotObjectDetection(DemonstrationModel model, Pictures pictures) {
        this.model = model;
        this.pictures = pictures;
    }

    @Override
    public JsonNode predict(InferenceCall call, JsonNode inputs, ObjectNode parameters) {
        double threshold = ObjectDetection.threshold(parameters, THRESHOLD);
        int most = parameters.path("top_k").asInt(0);
        if (!inputs.isArray()) {
            return objects(inputs, parameters.get("candidate_labels"), threshold, most);
        }
        ArrayNode batch = Json.array();
        inputs.forEach(input -> batch.add(objects(input, null, threshold, most)));
        return batch;
    }

    private ArrayNode objects(JsonNode input, @Nullable JsonNode beside, double threshold, int most) {
        JsonNode image = input;
        JsonNode candidates = beside;
        if (input.isObject()) {
            image = field(input, "image");
            candidates = field(input, "candidate_labels");
        }
        if (candidates == null) {
            throw new RefusedException("string indices must be integers, not 'str'");
        }
        List<String> labels = ZeroShot.labels(candidates);
        List<float[]> words = labels.stream().map(model::text).toList();
        ColourRegions regions = pictures.inPipeline(image, model::regions);
        List<ObjectNode> found = new ArrayList<>();
        for (Region region : regions.objects()) {
            float[] vector = regions.vector(region);
            int best = best(words, vector);
            double score = best < 0 ? 0 : model.cosine(vector, words.get(best));
            if (score > threshold) {
                found.add(ObjectDetection.object(labels.get(best), score, region));
            }
        }
        found.sort(Comparator.comparingDouble(object -> -object.get("score").doubleValue()));
        return Json.array().addAll(most > 0 ? found.subList(0, Math.min(most, found.size())) : found);
    }

    private int best(List<float[]> words, float[] vector) {
        int best = -1;
        for (int i = 0; i < words.size(); i++) {
            if (best < 0 || model.cosine(vector, words.get(i)) > model.cosine(vector, words.get(best))) {
                best = i;
            }
        }
        return best;
    }

    private static JsonNode field(JsonNode input, String name) {
        JsonNode value = input.get(name);
        if (value == null) {
            throw new RefusedException("'" + name + "'");
        }
        return value;
    }
}
