package io.github.camelhf.inference.emulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelhf.inference.emulator.model.ColourRegions;
import io.github.camelhf.inference.emulator.model.ColourRegions.Region;
import io.github.camelhf.inference.emulator.model.DemonstrationModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Task {@code image-segmentation}: areas of one colour, the background among them. {@code subtask} is {@code panoptic} or
 * {@code instance}, where each area stands alone and has a score, or {@code semantic}, where all areas of a colour are one and there is
 * no score: a container says null, the hosted service 1. Sources: transformers, {@code image_segmentation.py}, and the toolkit's fork,
 * read 2026-11-26.
 */
final class ImageSegmentation implements PipelineAnswer {

    /** Of a panoptic model; unlike with objects an area need not fill its box. */
    private static final double THRESHOLD = 0.1;

    private final DemonstrationModel model;
    private final Pictures pictures;

    ImageSegmentation(DemonstrationModel model, Pictures pictures) {
        this.model = model;
        this.pictures = pictures;
    }

    @Override
    public JsonNode predict(InferenceCall call, JsonNode inputs, ObjectNode parameters) {
        if (!inputs.isArray()) {
            return areas(call, inputs, parameters);
        }
        ArrayNode batch = Json.array();
        inputs.forEach(input -> batch.add(areas(call, input, parameters)));
        return batch;
    }

    private ArrayNode areas(InferenceCall call, JsonNode input, ObjectNode parameters) {
        double threshold = ObjectDetection.threshold(parameters, THRESHOLD);
        ColourRegions regions = pictures.inPipeline(input, model::regions);
        return semantic(call, parameters)
                ? colours(regions, call.family() == ServerFamily.HOSTED)
                : instances(regions, threshold);
    }

    private static boolean semantic(InferenceCall call, ObjectNode parameters) {
        boolean labelsPixels = call.model().toLowerCase(Locale.ROOT).contains("segformer");
        String subtask = parameters.path("subtask").asText(labelsPixels ? "semantic" : "panoptic");
        if (subtask.equals("semantic")) {
            return true;
        }
        if (labelsPixels || !(subtask.equals("panoptic") || subtask.equals("instance"))) {
            throw new RefusedException("Subtask " + subtask + " is not supported for model " + call.model());
        }
        return false;
    }

    private static ArrayNode instances(ColourRegions regions, double threshold) {
        ArrayNode areas = Json.array();
        for (Region region : regions.all()) {
            if (region.filled() > threshold) {
                areas.addObject()
                        .put("score", region.filled())
                        .put("label", region.colour())
                        .put("mask", regions.mask(List.of(region)));
            }
        }
        return areas;
    }

    private static ArrayNode colours(ColourRegions regions, boolean scored) {
        Map<String, List<Region>> byColour = new LinkedHashMap<>();
        regions.all()
                .forEach(region -> byColour.computeIfAbsent(region.colour(), colour -> new ArrayList<>())
                        .add(region));
        ArrayNode areas = Json.array();
        byColour.forEach((colour, parts) -> {
            ObjectNode area = areas.addObject();
            if (scored) {
                area.put("score", 1.0);
            } else {
                area.putNull("score");
            }
            area.put("label", colour).put("mask", regions.mask(parts));
        });
        return areas;
    }
}
