package io.github.camelhf.inference.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelhf.inference.input.Content;
import io.github.camelhf.inference.input.Image;
import io.github.camelhf.inference.input.Sound;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * One recorded exchange with a real server: a JSON file with {@code request} (url, body) and {@code response} (status, headers,
 * body).
 */
record Recording(Path file, JsonNode request, JsonNode response) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** One recorder wrote what it took for binary so. */
    private static final String BASE64_OF_A_LIST = "W3s";

    /** The recordings describe long base64 instead of repeating it. */
    private static final Pattern LEFT_OUT = Pattern.compile("\\{\"\\$base64\":\\{[^}]*}}");

    /** The PNG of one black pixel. */
    private static final String STAND_IN =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==";

    static List<Recording> readAll(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .filter(file -> !file.getFileName().toString().equals("index.json"))
                    .sorted()
                    .map(Recording::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Recording read(Path file) {
        try {
            JsonNode json = MAPPER.readTree(file.toFile());
            return new Recording(file, json.path("request"), json.path("response"));
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    int status() {
        return response.path("status").intValue();
    }

    String answer() {
        JsonNode body = response.path("body");
        String raw = body.path("raw").asText();
        if (raw.startsWith(BASE64_OF_A_LIST)) {
            return new String(Base64.getDecoder().decode(raw), StandardCharsets.UTF_8);
        }
        return body.path("kind").asText().equals("json+base64")
                ? LEFT_OUT.matcher(body.path("json").toString()).replaceAll('"' + STAND_IN + '"')
                : raw;
    }

    JsonNode answerJson() {
        return parsed(answer());
    }

    /** The answer's headers, but for those that only speak of the recorded connection. */
    Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        response.path("headers").properties().forEach(header -> {
            if (!header.getKey()
                    .matches(
                            "(?i)content-.*|transfer-encoding|connection|keep-alive|date|trailer|set-cookie|alt-svc")) {
                headers.put(header.getKey(), header.getValue().asText());
            }
        });
        return headers;
    }

    Optional<String> header(String name) {
        return response.path("headers").properties().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(header -> header.getValue().asText())
                .findFirst();
    }

    /** What was asked, for a successful call of one of the tasks we know; empty for any other. */
    Optional<InferenceRequest> asked() {
        String url = request.path("url").asText();
        if (status() != 200 && status() != 201) {
            return Optional.empty();
        }
        if (url.endsWith("google/vit-base-patch16-224")) {
            return Optional.of(ofPicture(Task.IMAGE_CLASSIFICATION).request());
        }
        if (url.endsWith("openai/clip-vit-base-patch32")) {
            JsonNode labels =
                    request.path("body").path("json").path("parameters").path("candidate_labels");
            return Optional.of(ofPicture(Task.ZERO_SHOT).labels(texts(labels)).request());
        }
        if (url.endsWith("facebook/detr-resnet-50")) {
            return Optional.of(ofPicture(Task.OBJECT_DETECTION).request());
        }
        if (url.endsWith("Salesforce/blip-image-captioning-base")) {
            return Optional.of(ofPicture(Task.IMAGE_TO_TEXT).request());
        }
        if (url.endsWith("facebook/detr-resnet-50-panoptic")) {
            return Optional.of(ofPicture(Task.IMAGE_SEGMENTATION).request());
        }
        if (url.endsWith("dandelin/vilt-b32-finetuned-vqa")) {
            return Optional.of(ofQuestion(Task.VISUAL_QUESTION_ANSWERING));
        }
        if (url.endsWith("donut-base-finetuned-docvqa") || url.endsWith("layoutlm-document-qa")) {
            return Optional.of(ofQuestion(Task.DOCUMENT_QUESTION_ANSWERING));
        }
        if (url.contains("wav2vec2") && url.contains("960h")) {
            return Optional.of(ofSound(Task.AUTOMATIC_SPEECH_RECOGNITION));
        }
        if (url.contains("wav2vec2") || url.contains("hubert") || url.endsWith("xvector")) {
            return Optional.of(ofSound(Task.AUDIO_CLASSIFICATION));
        }
        if (url.endsWith("/embeddings")) {
            JsonNode body = parsed(request.path("body").path("raw").asText());
            return Optional.of(Asked.in(Task.TEXT_EMBEDDING, Dialect.OPENAI)
                    .model(body.path("model").asText())
                    .texts(List.of(body.path("input").asText()))
                    .request());
        }
        if (url.contains("/feature-extraction/") || url.endsWith("facebook/bart-base")) {
            JsonNode inputs = parsed(request.path("body").path("raw").asText()).path("inputs");
            boolean list = inputs.isArray();
            List<String> texts = list ? texts(inputs) : List.of(inputs.asText());
            return Optional.of(Asked.in(Task.TEXT_EMBEDDING, Dialect.PIPELINE)
                    .texts(texts)
                    .asList(list)
                    .request());
        }
        if (url.endsWith("/chat/completions") && !answer().isEmpty()) {
            Conversation any = new Conversation(
                    List.of(new Conversation.Turn("user", List.of(new Conversation.Text("any")))), null);
            return Optional.of(Asked.in(Task.CHAT, Dialect.OPENAI).chat(any).request());
        }
        String body = request.path("body").path("raw").asText();
        if (url.contains("stable-diffusion") || file.toString().contains("text-to-image")) {
            return Optional.of(ofText(Task.TEXT_TO_IMAGE, body));
        }
        if (url.endsWith("kan-bayashi_ljspeech_vits") && !mediaHead().isEmpty()) {
            return Optional.of(ofText(Task.TEXT_TO_SPEECH, body));
        }
        return body.startsWith("{") ? RecordedTexts.asked(url, parsed(body)) : Optional.empty();
    }

    /** The first bytes of a picture or recording, as base64; the recorder dropped the others. Empty for any other answer. */
    String mediaHead() {
        return response.path("body").path("head_b64").asText();
    }

    /** How many bytes it had. */
    int mediaLength() {
        return response.path("body").path("bytes").intValue();
    }

    private static InferenceRequest ofText(Task task, String body) {
        return Asked.in(task, Dialect.PIPELINE).texts(List.of(body)).request();
    }

    private static InferenceRequest ofQuestion(Task task) {
        return ofPicture(task).question("any").request();
    }

    private static InferenceRequest ofSound(Task task) {
        Sound sound = new Sound(Content.of(new byte[] {1}), "audio/flac");
        return Asked.in(task, Dialect.PIPELINE).sound(sound).request();
    }

    private static Asked ofPicture(Task task) {
        return Asked.in(task, Dialect.PIPELINE)
                .images(List.of(new Image.Picture(Content.of(new byte[] {1}), "image/png")));
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static JsonNode parsed(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return file.subpath(file.getNameCount() - 2, file.getNameCount()).toString();
    }
}
