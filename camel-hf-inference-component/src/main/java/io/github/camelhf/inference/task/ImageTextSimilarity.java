package io.github.camelhf.inference.task;

import io.github.camelhf.inference.answer.Numbers;
import io.github.camelhf.inference.answer.Shape;
import io.github.camelhf.inference.answer.UnexpectedAnswerException;
import io.github.camelhf.inference.result.Similarity;
import io.github.camelhf.inference.transport.WireBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How well each image fits each text. Asks
 * {@code {"inputs": {"images": ["<base64>"], "texts": ["a", "b"]}, "parameters": {"mode": "similarity"}}}; answers
 * {@code {"similarity_scores": [[0.9, 0.1]], "image_count": 1, "text_count": 2}}, one row per image. Source: the four-mode
 * endpoint's documentation, read 2026-11-20.
 */
final class ImageTextSimilarity implements TaskCodec {

    /** All pictures are compared with all texts: there is nothing to tell two questions apart by. */
    @Override
    public boolean joins(Dialect dialect) {
        return false;
    }

    @Override
    public WireBody encode(InferenceRequest request) {
        return JsonBody.ofImagesAndTexts(request, Multimodal.withMode(request, "similarity", request.parameters()));
    }

    @Override
    public List<?> decode(InferenceRequest request, Object answer) {
        if (!(answer instanceof Map<?, ?> fields) || !fields.containsKey("similarity_scores")) {
            throw new UnexpectedAnswerException("expected an object with similarity_scores, got " + Shape.of(answer));
        }
        int images = request.images().size();
        int texts = request.texts().size();
        requireCount(fields, "image_count", images);
        requireCount(fields, "text_count", texts);
        return List.of(new Similarity(images, texts, matrix(fields.get("similarity_scores"), images, texts)));
    }

    private static void requireCount(Map<?, ?> fields, String name, int expected) {
        Object count = fields.get(name);
        if (count != null && !Double.valueOf(expected).equals(count)) {
            throw new UnexpectedAnswerException("its " + name + " is " + count + ", expected " + expected);
        }
    }

    private static List<List<Double>> matrix(Object scores, int images, int texts) {
        List<?> rows = scores instanceof List<?> list ? list : List.of(scores);
        if (rows.size() != images) {
            throw new UnexpectedAnswerException("expected " + images + " rows of scores, got " + rows.size());
        }
        List<List<Double>> matrix = new ArrayList<>(images);
        for (Object row : rows) {
            if (!(row instanceof Numbers.Doubles numbers) || numbers.size() != texts) {
                throw new UnexpectedAnswerException("expected rows of " + texts + " scores, got " + Shape.of(row));
            }
            List<Double> values = numbers.toList();
            if (!values.stream().allMatch(Double::isFinite)) {
                throw new UnexpectedAnswerException("a similarity score is null, infinite or NaN");
            }
            matrix.add(values);
        }
        return matrix;
    }
}
