package io.github.camelhf.inference.emulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelhf.inference.emulator.model.Painter;
import java.util.Set;

/**
 * Task {@code text-to-image}: paints the colours that the text names and writes it below. Both sides are given or none, and are equal, as
 * the toolkit has it. Source: its {@code diffusers_utils.py} and diffusers' pipelines, read 2026-11-26.
 */
final class TextToImage implements PipelineAnswer {

    private static final Keywords PARAMETERS = new Keywords(
            "StableDiffusionPipeline.__call__",
            Set.of(
                    "width",
                    "height",
                    "target_size",
                    "num_inference_steps",
                    "guidance_scale",
                    "negative_prompt",
                    "num_images_per_prompt",
                    "output_type",
                    "prompt",
                    "seed"));

    private static final int USUAL_SIDE = 256;
    private static final int LONGEST_SIDE = 2048;
    private static final int STEP = 8;

    @Override
    public JsonNode predict(InferenceCall call, JsonNode inputs, ObjectNode parameters) {
        return made(inputs, parameters).base64();
    }

    @Override
    public Answer answer(InferenceCall call, JsonNode inputs, ObjectNode parameters) {
        return made(inputs, parameters).answer(call);
    }

    private static MadePicture made(JsonNode inputs, ObjectNode parameters) {
        PARAMETERS.check(parameters);
        if (!inputs.isTextual()) {
            throw new RefusedException("`prompt` has to be of type `str` or `list` but is " + Json.pythonClass(inputs));
        }
        ObjectNode sizes = parameters.path("target_size") instanceof ObjectNode target ? target : parameters;
        JsonNode width = sizes.path("width");
        JsonNode height = sizes.path("height");
        if (!width.equals(height)) {
            throw new RefusedException("Provided `height=" + shown(height) + "` and `width=" + shown(width)
                    + "`, but either both must have a value or both must be None (or not provided).");
        }
        int side = Keywords.number(sizes, "width", USUAL_SIDE);
        if (side < STEP || side % STEP != 0) {
            throw new RefusedException(
                    "`height` and `width` have to be divisible by 8 but are " + side + " and " + side + ".");
        }
        if (side > LONGEST_SIDE) {
            throw new RefusedException("CUDA out of memory.");
        }
        String without = parameters.path("negative_prompt").asText("");
        return new MadePicture(Painter.paint(inputs.textValue(), without, side, side));
    }

    private static String shown(JsonNode side) {
        return side.isMissingNode() ? "None" : side.toString();
    }
}
