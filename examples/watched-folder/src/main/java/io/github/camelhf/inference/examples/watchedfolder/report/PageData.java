package io.github.camelhf.inference.examples.watchedfolder.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.camelhf.inference.examples.watchedfolder.audit.FileResult;
import io.github.camelhf.inference.result.Classification;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The page's data, written as a stream: a list for each file, with labels, models and reasons as numbers of the lists at the end.
 * {@code report.js} reads the same order.
 */
final class PageData {

    private static final List<String> DECISIONS = List.of(FileResult.ACCEPT, FileResult.REVIEW, FileResult.FAILED);
    private static final int MOST_LABELS = 12;
    private static final int LONGEST_MESSAGE = 600;

    private final Path results;
    private final Path folder;
    private final Map<String, Integer> labels = new LinkedHashMap<>();
    private final Map<String, Integer> models = new LinkedHashMap<>();
    private final Map<String, Integer> reasons = new LinkedHashMap<>();

    PageData(Path results, Path folder) {
        this.results = results;
        this.folder = folder;
    }

    void write(Writer out, Decisions decisions, Instant now) throws IOException {
        JsonGenerator json = new JsonFactory().createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.setCharacterEscapes(new HtmlEscapes());
        json.writeStartObject();
        Path name = results.getFileName();
        json.writeStringField("folder", name == null ? "" : name.toString());
        json.writeNumberField("made", now.getEpochSecond());
        json.writeNumberField("damaged", decisions.damaged());
        json.writeArrayFieldStart("rows");
        decisions.forEach(result -> write(json, result));
        json.writeEndArray();
        names(json, "labels", labels);
        names(json, "models", models);
        names(json, "reasons", reasons);
        json.writeEndObject();
        json.close();
    }

    private void write(JsonGenerator json, FileResult result) throws IOException {
        Found found = Found.of(results, result);
        json.writeStartArray();
        json.writeString(result.place());
        json.writeNumber(Math.max(0, DECISIONS.indexOf(result.decision())));
        json.writeNumber(number(labels, result.label()));
        score(json, result.score());
        score(json, result.margin());
        all(json, result.labels());
        json.writeNumber(number(reasons, result.reason()));
        json.writeNumber(found.state().number());
        boolean preview = Thumbnails.isName(result.sha256()) && Files.exists(Thumbnails.file(folder, result.sha256()));
        json.writeNumber(preview ? 1 : 0);
        json.writeString(result.sha256());
        json.writeNumber(result.bytes());
        json.writeNumber(result.milliseconds());
        json.writeNumber(result.attempts());
        json.writeNumber(Boolean.TRUE.equals(result.reused()) ? 1 : 0);
        json.writeNumber(seconds(result.finishedAt()));
        json.writeNumber(number(models, result.model()));
        text(json, result.receivedAs());
        text(json, result.requestId());
        text(json, result.error() == null ? null : message(result.error()));
        json.writeEndArray();
    }

    private void all(JsonGenerator json, @Nullable List<Classification> scores) throws IOException {
        json.writeStartArray();
        for (Classification label :
                scores == null ? List.<Classification>of() : scores.subList(0, Math.min(scores.size(), MOST_LABELS))) {
            json.writeNumber(number(labels, label.label()));
            score(json, label.score());
        }
        json.writeEndArray();
    }

    private static String message(FileResult.Problem problem) {
        String status = problem.status() == null ? "" : " (status " + problem.status() + ")";
        String message = problem.message() + status;
        return message.substring(0, Math.min(message.length(), LONGEST_MESSAGE));
    }

    private static void score(JsonGenerator json, @Nullable Double score) throws IOException {
        if (score == null || !Double.isFinite(score)) {
            json.writeNumber(-1);
        } else {
            json.writeNumber(Math.round(score * 10_000) / 10_000.0);
        }
    }

    private static void text(JsonGenerator json, @Nullable String text) throws IOException {
        if (text == null) {
            json.writeNumber(0);
        } else {
            json.writeString(text);
        }
    }

    private static long seconds(@Nullable String time) {
        try {
            return time == null ? 0 : Instant.parse(time).getEpochSecond();
        } catch (DateTimeParseException e) {
            return 0;
        }
    }

    private static int number(Map<String, Integer> names, @Nullable String name) {
        return name == null ? -1 : names.computeIfAbsent(name, added -> names.size());
    }

    private static void names(JsonGenerator json, String field, Map<String, Integer> names) throws IOException {
        json.writeArrayFieldStart(field);
        for (String name : names.keySet()) {
            json.writeString(name);
        }
        json.writeEndArray();
    }
}
