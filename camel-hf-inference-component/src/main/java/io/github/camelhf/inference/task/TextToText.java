package io.github.camelhf.inference.task;

import io.github.camelhf.inference.answer.GeneratedText;
import io.github.camelhf.inference.answer.Shape;
import io.github.camelhf.inference.answer.UnexpectedAnswerException;
import io.github.camelhf.inference.transport.WireBody;
import java.util.List;

/**
 * A text made of a text: its summary or its translation. Asks {@code {"inputs": "text", "parameters": {"tgt_lang": "fr_XX"}}}, for a list
 * with all texts in {@code inputs}; answers {@code [{"summary_text": "…"}]} or {@code [{"translation_text": "…"}]}, one for each text;
 * models that are told their task by the text say {@code generated_text}. Sources: recorded answers and transformers'
 * {@code text2text_generation.py}, read 2026-11-20.
 */
final class TextToText implements TaskCodec {

    private final String field;
    private final boolean lists;

    /**
     * @param field what the servers call the text that they made
     * @param lists whether all servers of the task take a list of texts
     */
    TextToText(String field, boolean lists) {
        this.field = field;
        this.lists = lists;
    }

    @Override
    public boolean joins(Dialect dialect) {
        return lists;
    }

    @Override
    public WireBody encode(InferenceRequest request) {
        return JsonBody.ofTexts(request, request.parameters());
    }

    @Override
    public List<?> decode(InferenceRequest request, Object answer) {
        List<?> entries = answer instanceof List<?> list ? list : List.of(answer);
        if (entries.isEmpty()) {
            throw new UnexpectedAnswerException("expected [{\"" + field + "\": …}], got " + Shape.of(answer));
        }
        List<String> texts =
                entries.stream().map(entry -> GeneratedText.read(entry, field)).toList();
        if (texts.size() != request.itemCount()) {
            throw new UnexpectedAnswerException(
                    "expected results for " + request.itemCount() + " texts, got results for " + texts.size());
        }
        return texts;
    }
}
