package io.github.camelhf.inference.emulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Task {@code token-classification}: finds what looks like an e-mail address, a telephone number or a name, which is a demonstration and
 * no reading. The hosted service joins the pieces of an entity unless it is told otherwise, a container answers each piece. Places are
 * counted in code points, as Python does. Source: transformers, {@code token_classification.py}, read 2026-11-20.
 */
final class TokenClassification implements PipelineAnswer {

    private static final Keywords PARAMETERS = new Keywords(
            "TokenClassificationPipeline._sanitize_parameters",
            Set.of("aggregation_strategy", "ignore_labels", "grouped_entities", "ignore_subwords", "stride"));

    private static final Set<String> STRATEGIES = Set.of("none", "simple", "first", "average", "max");

    private static final String NAME = "\\p{Lu}[\\p{L}'’-]+";

    /** What follows a full stop may be capital for that reason only, so that one word there is no name. */
    private static final Pattern ENTITY = Pattern.compile("(?<EMAIL>[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+)"
            + "|(?<PHONE>\\+?\\d[\\d /()-]{5,}\\d)"
            + "|(?<ORG>" + NAME + "(?: " + NAME + ")* (?:Inc|Ltd|GmbH|AG|SA|LLC)\\b)"
            + "|(?<LOC>(?<=\\b(?:in|from|near) )" + NAME + "(?: " + NAME + ")*)"
            + "|(?<PER>" + NAME + "(?: " + NAME + ")+|(?<=[\\p{Ll},;] )" + NAME + ")");

    private static final String[] LABELS = {"EMAIL", "PHONE", "ORG", "LOC", "PER"};

    /** A word longer than this comes in pieces. */
    private static final int PIECE = 4;

    @Override
    public JsonNode predict(InferenceCall call, JsonNode inputs, ObjectNode parameters) {
        PARAMETERS.check(parameters);
        String strategy = parameters
                .path("aggregation_strategy")
                .asText(call.family() == ServerFamily.TOOLKIT ? "none" : "simple")
                .toLowerCase(Locale.ROOT);
        if (!STRATEGIES.contains(strategy)) {
            throw new RefusedException("'" + strategy.toUpperCase(Locale.ROOT) + "'");
        }
        boolean whole = !strategy.equals("none");
        if (!inputs.isArray()) {
            return entities(text(inputs), whole);
        }
        if (inputs.isEmpty()) {
            text(inputs);
        }
        ArrayNode answer = Json.array();
        inputs.forEach(input -> answer.add(entities(text(input), whole)));
        return answer;
    }

    private static String text(JsonNode input) {
        if (!input.isTextual()) {
            throw new RefusedException("At least one input is required.");
        }
        return input.textValue();
    }

    private static ArrayNode entities(String text, boolean whole) {
        ArrayNode entities = Json.array();
        Matcher matcher = ENTITY.matcher(text);
        while (matcher.find()) {
            String label = label(matcher);
            if (whole) {
                add(entities, "entity_group", label, text, matcher.start(), matcher.end());
            } else {
                pieces(entities, label, text, matcher.start(), matcher.end());
            }
        }
        return entities;
    }

    private static String label(Matcher matcher) {
        for (String label : LABELS) {
            if (matcher.start(label) >= 0) {
                return label;
            }
        }
        throw new IllegalStateException("a match is one of its alternatives");
    }

    private static void pieces(ArrayNode entities, String label, String text, int start, int end) {
        int from = start;
        while (from < end) {
            int to = from;
            while (to < end && to - from < PIECE && text.charAt(to) != ' ') {
                to = text.offsetByCodePoints(to, 1);
            }
            if (to > from) {
                ObjectNode piece =
                        add(entities, "entity", (from == start ? "B-" : "I-") + label, text, from, Math.min(to, end));
                if (from > start && text.charAt(from - 1) != ' ') {
                    piece.put("word", "##" + piece.get("word").textValue());
                }
                piece.put("index", entities.size());
            }
            from = Math.max(to, from + (to == from ? 1 : 0));
        }
    }

    /** The longer, the surer. */
    private static ObjectNode add(ArrayNode entities, String key, String label, String text, int start, int end) {
        int before = text.codePointCount(0, start);
        int length = text.codePointCount(start, end);
        return entities.addObject()
                .put(key, label)
                .put("score", 1 - 1.0 / (2 + length))
                .put("word", text.substring(start, end))
                .put("start", before)
                .put("end", before + length);
    }
}
