package io.github.camelhf.inference.emulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelhf.inference.emulator.model.ColourRegions.Region;
import io.github.camelhf.inference.emulator.model.DemonstrationModel;

/**
 * Task {@code object-detection}: an area of one colour that is no background is an object, its label the colour, its score how much
 * of its box it fills. Unknown parameters are passed over, as the real pipeline does it. Source: transformers,
 * {@code object_detection.py}, read 2026-11-26.
 */
final class ObjectDetection implements PipelineAnswer {

    /** Of today's servers; older ones had 0.9. */
    private static final double THRESHOLD = 0.5;

    private final DemonstrationModel model;
    private final Pictures pictures;

    ObjectDetection(DemonstrationModel model, Pictures pictures) {
        this.model = model;
        this.pictures = pictures;
    }

    @Override
    public JsonNode predict(InferenceCall call, JsonNode inputs, ObjectNode parameters) {
        double threshold = threshold(parameters, THRESHOLD);
        if (!inputs.isArray()) {
            return objects(inputs, threshold);
        }
        ArrayNode batch = Json.array();
        inputs.forEach(input -> batch.add(objects(input, threshold)));
        return batch;
    }

    private ArrayNode objects(JsonNode input, double threshold) {
        ArrayNode found = Json.array();
        for (Region region : pictures.inPipeline(input, model::regions).objects()) {
            if (region.filled() > threshold) {
                found.add(object(region.colour(), region.filled(), region));
            }
        }
        return found;
    }

    /** A number, as it is compared with scores. */
    static double threshold(ObjectNode parameters, double otherwise) {
        JsonNode threshold = parameters.get("threshold");
        if (threshold == null) {
            return otherwise;
        }
        if (!threshold.isNumber()) {
            throw new RefusedException(
                    "'>' not supported between instances of 'Tensor' and '" + Json.pythonName(threshold) + "'");
        }
        return threshold.asDouble();
    }

    static ObjectNode object(String label, double score, Region region) {
        ObjectNode object = Json.object().put("score", score).put("label", label);
        object.putObject("box")
                .put("xmin", region.left())
                .put("ymin", region.top())
                .put("xmax", region.right())
                .put("ymax", region.bottom());
        return object;
    }
}
