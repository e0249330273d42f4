package io.github.camelhf.inference.task;

import io.github.camelhf.inference.answer.GeneratedText;
import io.github.camelhf.inference.answer.Shape;
import io.github.camelhf.inference.answer.UnexpectedAnswerException;
import io.github.camelhf.inference.transport.WireBody;
import java.util.List;

/**
 * What a picture shows or says, as a text. Asks {@code <picture bytes>}, or, when there are parameters or several pictures,
 * {@code {"inputs": "<base64>", "parameters": {"max_new_tokens": 20}}}; answers {@code [{"generated_text": "a cat"}]} or, without the
 * list, {@code {"generated_text": "a cat"}}; for a list a list of these. Sources: a recorded answer, both official clients, of which one
 * takes the list and one the object, and transformers' {@code image_to_text.py}, read 2026-11-26.
 */
final class ImageToText implements TaskCodec {

    @Override
    public WireBody encode(InferenceRequest request) {
        return ImageClassification.imageOrJson(request, request.parameters());
    }

    @Override
    public List<?> decode(InferenceRequest request, Object answer) {
        List<?> entries = answer instanceof List<?> list ? list : List.of(answer);
        if (entries.size() != request.itemCount()) {
            throw new UnexpectedAnswerException("expected a text for each of " + request.itemCount() + " images, got "
                    + (entries.isEmpty() ? Shape.of(answer) : String.valueOf(entries.size())));
        }
        return entries.stream()
                .map(entry -> GeneratedText.read(entry, GeneratedText.FIELD))
                .toList();
    }
}
