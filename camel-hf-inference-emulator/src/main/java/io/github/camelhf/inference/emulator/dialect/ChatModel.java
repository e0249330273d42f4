package io.github.camelhf.inference.emulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelhf.inference.emulator.dialect.SchemaAnswer.Source;
import io.github.camelhf.inference.emulator.model.DemonstrationModel;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the demonstration says: it adds, subtracts and multiplies two numbers, names what a picture looks like, counts the words of
 * any other text, and fills a JSON schema with what it finds by the names of its properties, also in block letters of a picture. It
 * understands nothing.
 */
final class ChatModel {

    private static final Pattern SUM = Pattern.compile("(\\d{1,9})\\s*([-+*×])\\s*(\\d{1,9})");

    private final DemonstrationModel model;
    private final Pictures pictures;

    ChatModel(DemonstrationModel model, Pictures pictures) {
        this.model = model;
        this.pictures = pictures;
    }

    String say(ChatTurns turns) {
        if (!turns.pictures().isEmpty()) {
            List<String> looks = turns.pictures().stream().map(this::look).toList();
            return (looks.size() == 1 ? "The picture looks like " : "The pictures look like ")
                    + String.join(" and ", looks) + ".";
        }
        Matcher sum = SUM.matcher(turns.last());
        if (sum.find()) {
            long a = Long.parseLong(sum.group(1));
            long b = Long.parseLong(sum.group(3));
            return String.valueOf(
                    switch (sum.group(2)) {
                        case "+" -> a + b;
                        case "-" -> a - b;
                        default -> a * b;
                    });
        }
        int words = Words.of(turns.last()).all().size();
        return "I am a demonstration and counted " + words + (words == 1 ? " word." : " words.");
    }

    private String look(JsonNode picture) {
        float[] vector = pictures.inPipeline(picture);
        List<String> classes = model.classes();
        double[] scores =
                model.zeroShot(vector, classes.stream().map(model::text).toList());
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            best = scores[i] > scores[best] ? i : best;
        }
        return classes.get(best);
    }

    /** An answer that keeps to the schema, as far as {@link SchemaAnswer} does, from what the pictures say before what the texts say. */
    JsonNode fill(ChatTurns turns, JsonNode schema) {
        List<Source> sources = new ArrayList<>();
        turns.pictures().forEach(picture -> sources.add(Source.form(pictures.inPipeline(picture, model::read))));
        sources.add(Source.prose(turns.texts()));
        return new SchemaAnswer(sources, () -> say(turns)).fill(schema);
    }
}
