package io.github.camelhf.inference.task;

import io.github.camelhf.inference.answer.CodePoints;
import io.github.camelhf.inference.answer.Nesting;
import io.github.camelhf.inference.answer.Shape;
import io.github.camelhf.inference.answer.TextPiece;
import io.github.camelhf.inference.answer.UnexpectedAnswerException;
import io.github.camelhf.inference.result.Entities;
import io.github.camelhf.inference.transport.WireBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Names, places and the like in a text. Asks {@code {"inputs": "text", "parameters": {"aggregation_strategy": "simple"}}}, for a list
 * with all texts in {@code inputs}; answers {@code [{"entity_group": "PER", "score": 0.9, "word": "Ann", "start": 0, "end": 3}]}, for a
 * list one of these for each text. A container that is told no strategy answers a piece of a word at a time,
 * {@code {"entity": "B-PER", "index": 1, …}}: these are joined here. {@code word} is a model's spelling, so only the places count.
 * Sources: recorded answers and transformers' {@code token_classification.py}, read 2026-11-20.
 */
final class TokenClassification implements TaskCodec {

    private static final String STRATEGY = "aggregation_strategy";

    @Override
    public boolean namesPlaces() {
        return true;
    }

    @Override
    public boolean joins(Dialect dialect) {
        return true;
    }

    @Override
    public WireBody encode(InferenceRequest request) {
        return JsonBody.ofTexts(request, request.parameters());
    }

    @Override
    public List<?> decode(InferenceRequest request, Object answer) {
        if (!(answer instanceof List<?> list)) {
            throw new UnexpectedAnswerException("expected a list of entities, got " + Shape.of(answer));
        }
        // No entities at all are an empty list, with or without an outer one.
        boolean flat = list.isEmpty() || list.get(0) instanceof Map;
        List<List<?>> perText = Nesting.perInput(list, request.itemCount(), flat, "texts");
        boolean piecesWanted =
                request.parameters().get(STRATEGY) instanceof String strategy && strategy.equalsIgnoreCase("none");
        List<Entities> results = new ArrayList<>(perText.size());
        for (int i = 0; i < perText.size(); i++) {
            results.add(entities(perText.get(i), request.texts().get(i), piecesWanted));
        }
        return results;
    }

    private static Entities entities(List<?> entries, String text, boolean piecesWanted) {
        CodePoints places = new CodePoints(text);
        List<TextPiece> whole = new ArrayList<>();
        List<TextPiece> pieces = new ArrayList<>();
        for (Object entry : entries) {
            TextPiece piece = TextPiece.read(entry, places);
            (((Map<?, ?>) entry).containsKey("entity_group") ? whole : pieces).add(piece);
        }
        whole.addAll(piecesWanted ? pieces : TextPiece.joined(pieces, text));
        return new Entities(whole.stream().map(piece -> piece.entity(text)).toList());
    }
}
