package io.github.camelhf.inference.answer;

import io.github.camelhf.inference.result.Entity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A piece of a text that a model gave a label, often less than a word.
 *
 * @param scores sum of the scores of the {@code count} pieces that were joined to this one
 */
public record TextPiece(String label, double scores, int count, int start, int end) {

    public static TextPiece read(Object entry, CodePoints places) {
        if (entry instanceof Map<?, ?> fields
                && (fields.containsKey("entity_group") ? fields.get("entity_group") : fields.get("entity"))
                        instanceof String label
                && fields.get("score") instanceof Double score) {
            double finite = Score.finite(score, label);
            CodePoints.Stretch stretch = places.stretch(fields, "an entity " + Shape.text(label));
            if (stretch.isEmpty()) {
                throw new UnexpectedAnswerException("an entity " + Shape.text(label) + " has no characters");
            }
            return new TextPiece(label, finite, 1, stretch.start(), stretch.end());
        }
        throw new UnexpectedAnswerException(
                "expected {\"entity_group\": …, \"score\": …, \"start\": …, \"end\": …}, got " + Shape.of(entry));
    }

    /**
     * Joins pieces of the same label that follow each other with at most white space between them. One whose label begins with
     * {@code B-} starts an entity of its own, unless it is the rest of a word, which Chinese and Japanese signs never are. The joined label has no such prefix, the score is the
     * mean: what a server's strategy {@code simple} does. Source: transformers' {@code group_entities}, read 2026-11-20.
     */
    public static List<TextPiece> joined(List<TextPiece> pieces, String text) {
        List<TextPiece> sorted = new ArrayList<>(pieces);
        sorted.sort(Comparator.comparingInt(TextPiece::start).thenComparingInt(TextPiece::end));
        List<TextPiece> joined = new ArrayList<>();
        for (TextPiece piece : sorted) {
            TextPiece last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last != null && piece.continues(last, text)) {
                joined.set(joined.size() - 1, last.with(piece));
            } else {
                joined.add(new TextPiece(piece.tag(), piece.scores, piece.count, piece.start, piece.end));
            }
        }
        return joined;
    }

    private boolean continues(TextPiece last, String text) {
        if (!tag().equals(last.label) || start < last.end) {
            return false;
        }
        boolean sameWord = start == last.end
                && Character.isLetterOrDigit(text.codePointBefore(start))
                && Character.isLetterOrDigit(text.codePointAt(start))
                && !Character.isIdeographic(text.codePointAt(start));
        return sameWord
                || (!label.startsWith("B-") && text.substring(last.end, start).isBlank());
    }

    private TextPiece with(TextPiece next) {
        return new TextPiece(label, scores + next.scores, count + next.count, start, next.end);
    }

    private String tag() {
        return label.startsWith("B-") || label.startsWith("I-") ? label.substring(2) : label;
    }

    public Entity entity(String text) {
        return new Entity(label, scores / count, text.substring(start, end), start, end);
    }
}
