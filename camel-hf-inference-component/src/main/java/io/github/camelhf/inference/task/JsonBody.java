package io.github.camelhf.inference.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.input.Content;
import io.github.camelhf.inference.input.Image;
import io.github.camelhf.inference.input.Sound;
import io.github.camelhf.inference.transport.WireBody;
import io.github.camelhf.inference.transport.WireBody.Segment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts a JSON body together: text around pictures, which stay where they are until they are sent. */
final class JsonBody {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final List<Segment> segments = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    private JsonBody() {}

    /** {@code {"inputs": …}} with one image or a list, and {@code "parameters"} unless there are none. */
    static WireBody ofImages(InferenceRequest request, Map<String, Object> parameters) {
        JsonBody body = new JsonBody();
        body.text.append("{\"inputs\":");
        body.images(request.images(), request.list());
        return body.parameters(parameters).end();
    }

    /** {@code {"inputs": [{"image": …, …}, …]}} with the same fields beside each image, and {@code "parameters"} unless there are none. */
    static WireBody ofImagesWith(List<Image> images, Map<String, ?> fields, Map<String, Object> parameters) {
        JsonBody body = new JsonBody();
        String separator = "{\"inputs\":[";
        for (Image image : images) {
            body.text.append(separator);
            body.imageWith(image, fields);
            separator = ",";
        }
        body.text.append(']');
        return body.parameters(parameters).end();
    }

    /** {@code {"inputs": {"image": …, …}}} with these fields beside the image, and {@code "parameters"} unless there are none. */
    static WireBody ofImageWith(Image image, Map<String, ?> fields, Map<String, Object> parameters) {
        JsonBody body = new JsonBody();
        body.text.append("{\"inputs\":");
        body.imageWith(image, fields);
        return body.parameters(parameters).end();
    }

    private void imageWith(Image image, Map<String, ?> fields) {
        text.append("{\"image\":");
        image(image, "");
        fields.forEach(
                (name, value) -> text.append(',').append(json(name)).append(':').append(json(value)));
        text.append('}');
    }

    /** {@code {"inputs": {"images": […], "texts": […]}, "parameters": …}}. */
    static WireBody ofImagesAndTexts(InferenceRequest request, Map<String, Object> parameters) {
        JsonBody body = new JsonBody();
        body.text.append("{\"inputs\":{\"images\":");
        body.images(request.images(), true);
        body.text.append(",\"texts\":").append(json(request.texts())).append('}');
        return body.parameters(parameters).end();
    }

    /** The cheapest form that says it all: the recording's bytes, or {@code {"inputs": …, "parameters": …}} where there are any. */
    static WireBody ofSound(Sound sound, Map<String, Object> parameters) {
        if (parameters.isEmpty()) {
            return WireBody.raw(sound.content(), sound.mediaType());
        }
        JsonBody body = new JsonBody();
        body.text.append("{\"inputs\":");
        body.base64(sound.content(), "");
        return body.parameters(parameters).end();
    }

    /** {@code {"inputs": …}} with one text or a list, and {@code "parameters"} unless there are none. */
    static WireBody ofTexts(InferenceRequest request, Map<String, Object> parameters) {
        return of(request.list() ? request.texts() : request.texts().get(0), parameters);
    }

    /** {@code {"inputs": …}}, and {@code "parameters"} unless there are none. */
    static WireBody of(Object inputs, Map<String, Object> parameters) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("inputs", inputs);
        if (!parameters.isEmpty()) {
            fields.put("parameters", parameters);
        }
        return of(fields);
    }

    /** A body without pictures. */
    static WireBody of(Map<String, Object> fields) {
        return new WireBody(WireBody.JSON, List.of(new WireBody.Literal(json(fields))));
    }

    /** A body of maps, lists and values, in which each {@link Image} becomes a data URI, or its address. */
    static WireBody ofTree(Map<String, ?> fields) {
        JsonBody body = new JsonBody();
        body.tree(fields);
        body.flush();
        return new WireBody(WireBody.JSON, body.segments);
    }

    private void tree(Object value) {
        String separator = "";
        if (value instanceof Map<?, ?> map) {
            text.append('{');
            for (Map.Entry<?, ?> field : map.entrySet()) {
                text.append(separator)
                        .append(json(String.valueOf(field.getKey())))
                        .append(':');
                tree(field.getValue());
                separator = ",";
            }
            text.append('}');
        } else if (value instanceof List<?> list) {
            text.append('[');
            for (Object item : list) {
                text.append(separator);
                tree(item);
                separator = ",";
            }
            text.append(']');
        } else if (value instanceof Image image) {
            image(image, image instanceof Image.Picture picture ? "data:" + picture.mediaType() + ";base64," : "");
        } else {
            text.append(json(value));
        }
    }

    private void images(List<Image> images, boolean list) {
        if (!list) {
            image(images.get(0), "");
            return;
        }
        String separator = "[";
        for (Image image : images) {
            text.append(separator);
            image(image, "");
            separator = ",";
        }
        text.append(']');
    }

    private void image(Image image, String prefix) {
        if (image instanceof Image.Link link) {
            text.append(json(link.address().toString()));
        } else if (image instanceof Image.Picture picture) {
            base64(picture.content(), prefix);
        }
    }

    private void base64(Content content, String prefix) {
        text.append('"').append(prefix);
        flush();
        segments.add(new WireBody.Base64Encoded(content));
        text.append('"');
    }

    /** Left out when empty: a null would break the Inference Toolkit. Source: its default handler, read 2026-11-20. */
    private JsonBody parameters(Map<String, Object> parameters) {
        if (!parameters.isEmpty()) {
            text.append(",\"parameters\":").append(json(parameters));
        }
        return this;
    }

    private WireBody end() {
        text.append('}');
        flush();
        return new WireBody(WireBody.JSON, segments);
    }

    private void flush() {
        segments.add(new WireBody.Literal(text.toString()));
        text.setLength(0);
    }

    private static String json(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new InvalidInferenceInputException(
                    "a parameter cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }
}
