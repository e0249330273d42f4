package io.github.camelhf.inference.task;

import io.github.camelhf.inference.answer.Nesting;
import io.github.camelhf.inference.answer.Score;
import io.github.camelhf.inference.answer.Shape;
import io.github.camelhf.inference.answer.UnexpectedAnswerException;
import io.github.camelhf.inference.result.Filling;
import io.github.camelhf.inference.result.Fillings;
import io.github.camelhf.inference.transport.WireBody;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Words for a gap, which the model's own sign marks in the text, such as {@code [MASK]} or {@code <mask>}. Asks
 * {@code {"inputs": "[MASK] world!", "parameters": {"top_k": 3}}}, for a list with all texts in {@code inputs}; answers
 * {@code [{"score": 0.9, "token": 7592, "token_str": "hello", "sequence": "hello world!"}, …]}, for several gaps a list of one of these
 * for each, for a list of texts a list again. Sources: recorded answers and transformers' {@code fill_mask.py}, read 2026-11-20.
 */
final class FillMask implements TaskCodec {

    private static final Comparator<Filling> BEST_FIRST =
            Comparator.comparingDouble(Filling::score).reversed();

    @Override
    public boolean joins(Dialect dialect) {
        return true;
    }

    @Override
    public WireBody encode(InferenceRequest request) {
        return JsonBody.ofTexts(request, request.parametersWithTopK());
    }

    @Override
    public List<?> decode(InferenceRequest request, Object answer) {
        if (!(answer instanceof List<?> list) || list.isEmpty()) {
            throw new UnexpectedAnswerException("expected a list of fillings, got " + Shape.of(answer));
        }
        // Of one text a server may leave the outer list out; then two gaps look like two texts.
        boolean flat = !(list.get(0) instanceof List<?> first && !first.isEmpty() && first.get(0) instanceof List);
        return Nesting.perInput(list, request.itemCount(), flat, "texts").stream()
                .map(text -> fillings(text, request))
                .toList();
    }

    private static Fillings fillings(List<?> text, InferenceRequest request) {
        boolean oneGap = !text.isEmpty() && text.get(0) instanceof Map;
        List<?> gaps = oneGap ? List.of(text) : text;
        List<Filling> all = new ArrayList<>();
        for (int gap = 0; gap < gaps.size(); gap++) {
            if (!(gaps.get(gap) instanceof List<?> words) || words.isEmpty()) {
                throw new UnexpectedAnswerException(
                        "expected fillings for each gap of a text, got " + Shape.of(gaps.get(gap)));
            }
            List<Filling> own = new ArrayList<>(words.size());
            for (Object word : words) {
                own.add(filling(word, gap));
            }
            own.sort(BEST_FIRST);
            // Not every server heeds top_k.
            Integer topK = request.topK();
            all.addAll(topK == null || topK >= own.size() ? own : own.subList(0, topK));
        }
        if (all.isEmpty()) {
            throw new UnexpectedAnswerException("expected fillings for each text, got " + Shape.of(text));
        }
        return new Fillings(all);
    }

    private static Filling filling(Object entry, int gap) {
        if (entry instanceof Map<?, ?> fields
                && fields.get("token_str") instanceof String token
                && fields.get("score") instanceof Double score
                && fields.get("sequence") instanceof String sequence) {
            return new Filling(token, Score.finite(score, token), sequence, gap);
        }
        throw new UnexpectedAnswerException(
                "expected {\"token_str\": …, \"score\": …, \"sequence\": …}, got " + Shape.of(entry));
    }
}
