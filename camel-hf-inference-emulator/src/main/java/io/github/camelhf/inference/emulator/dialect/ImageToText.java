package io.github.camelhf.inference.emulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelhf.inference.emulator.model.ColourRegions.Region;
import io.github.camelhf.inference.emulator.model.DemonstrationModel;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Task {@code image-to-text}: names the colours of a picture's areas, such as "a picture of blue and red on white", which is a
 * demonstration and no description. Source: transformers, {@code image_to_text.py}, read 2026-11-26.
 */
final class ImageToText implements PipelineAnswer {

    private static final Keywords PARAMETERS = new Keywords(
            "ImageToTextPipeline._sanitize_parameters",
            Set.of("max_new_tokens", "generate_kwargs", "prompt", "timeout"));

    private final DemonstrationModel model;
    private final Pictures pictures;

    ImageToText(DemonstrationModel model, Pictures pictures) {
        this.model = model;
        this.pictures = pictures;
    }

    @Override
    public JsonNode predict(InferenceCall call, JsonNode inputs, ObjectNode parameters) {
        PARAMETERS.check(parameters);
        int most = parameters.path("max_new_tokens").asInt(Integer.MAX_VALUE);
        if (!inputs.isArray()) {
            return texts(inputs, most);
        }
        ArrayNode batch = Json.array();
        inputs.forEach(input -> batch.add(texts(input, most)));
        return batch;
    }

    private ArrayNode texts(JsonNode input, int most) {
        List<Region> regions = pictures.inPipeline(input, model::regions).all();
        String things = colours(regions, false);
        String behind = colours(regions, true);
        String text =
                "a picture of " + (things.isEmpty() ? behind : things + (behind.isEmpty() ? "" : " on " + behind));
        String cut = List.of(text.split(" ", -1)).stream().limit(most).collect(Collectors.joining(" "));
        return Json.array().add(Json.text("generated_text", cut));
    }

    private static String colours(List<Region> regions, boolean background) {
        return regions.stream()
                .filter(region -> region.background() == background)
                .map(Region::colour)
                .distinct()
                .collect(Collectors.joining(" and "));
    }
}
