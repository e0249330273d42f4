package io.github.camelhf.inference.task;

import io.github.camelhf.inference.answer.AnswerReader;
import io.github.camelhf.inference.answer.Mask;
import io.github.camelhf.inference.answer.PerImage;
import io.github.camelhf.inference.answer.Score;
import io.github.camelhf.inference.answer.Shape;
import io.github.camelhf.inference.answer.UnexpectedAnswerException;
import io.github.camelhf.inference.input.PictureView;
import io.github.camelhf.inference.result.Segment;
import io.github.camelhf.inference.result.Segments;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Areas of a picture. Asks {@code <picture bytes>}, or, when there are parameters or several pictures,
 * {@code {"inputs": "<base64>", "parameters": {"subtask": "semantic"}}}; answers
 * {@code [{"label": "cat", "score": 0.99, "mask": "<base64 of a PNG>"}, …]}, for a list a list of these. A model that labels each pixel has
 * no score: it is null or missing. Sources: recorded answers, the Hub's task schema and transformers' {@code image_segmentation.py},
 * read 2026-11-26.
 */
final class ImageSegmentation implements PlacesCodec {

    @Override
    public List<?> decode(InferenceRequest request, Object answer) {
        return PerImage.read(answer, request.images(), "areas with masks", ImageSegmentation::segment).stream()
                .map(Segments::new)
                .toList();
    }

    private static Segment segment(Object entry, @Nullable PictureView view) {
        if (!(entry instanceof Map<?, ?> fields)
                || !(fields.get("label") instanceof String label)
                || !(fields.get("mask") instanceof String mask)) {
            throw new UnexpectedAnswerException("expected {\"label\": …, \"mask\": …}, got " + Shape.of(entry));
        }
        return new Segment(
                label, score(label, fields.get("score")), Mask.read(label, mask).inMessage(view));
    }

    private static @Nullable Double score(String label, @Nullable Object value) {
        if (AnswerReader.isNull(value)) {
            return null;
        }
        return Score.finite(value instanceof Double score ? score : Double.NaN, label);
    }
}
