package io.github.camelhf.inference.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelhf.inference.emulator.dialect.Answer;
import io.github.camelhf.inference.emulator.dialect.Json;
import io.github.camelhf.inference.emulator.dialect.RefusedException;
import io.github.camelhf.inference.emulator.model.DemonstrationModel;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.eclipse.jetty.server.Request;

/** The paths under {@code /_emulator}: what a test in another process uses instead of the Java API. Needs no token. */
final class ControlHandler {
    private static final int MAXIMUM_UPLOAD = 64 * 1024 * 1024;

    private final InferenceEmulator emulator;
    private final DemonstrationModel model;
    private final PictureShelf pictures;

    ControlHandler(InferenceEmulator emulator, DemonstrationModel model, PictureShelf pictures) {
        this.emulator = emulator;
        this.model = model;
        this.pictures = pictures;
    }

    /** Answers one control request; reads its body on the calling thread. */
    Reply handle(Request request, String path) throws IOException {
        String call = request.getMethod() + " " + path;
        if (path.startsWith(PictureShelf.PATH) && path.length() > PictureShelf.PATH.length()) {
            return picture(request, path.substring(PictureShelf.PATH.length()));
        }
        return switch (call) {
            case "GET /_emulator" -> json(200, about());
            case "DELETE /_emulator" -> reset();
            case "GET /_emulator/faults" -> json(200, faultNames());
            case "POST /_emulator/faults" -> faults(body(request));
            case "PUT /_emulator/pace" -> pace(body(request));
            case "GET /_emulator/requests" -> json(200, requests());
            default ->
                Reply.of(Answer.error(
                        404,
                        "no control call " + call + "; there are GET and DELETE /_emulator, GET and POST "
                                + "/_emulator/faults, PUT /_emulator/pace, GET /_emulator/requests, PUT and GET "
                                + PictureShelf.PATH
                                + "{name}"));
        };
    }

    private Reply reset() {
        emulator.reset();
        return new Reply(204, Map.of(), null, new byte[0]);
    }

    private Reply picture(Request request, String name) throws IOException {
        if (request.getMethod().equals("PUT")) {
            pictures.put(name, body(request));
            return json(
                    201,
                    Json.text(
                            "url",
                            emulator.url().resolve(PictureShelf.PATH + name).toString()));
        }
        byte[] picture = pictures.get(name);
        if (picture == null) {
            return Reply.of(Answer.error(404, "no picture " + name + " was uploaded"));
        }
        return new Reply(200, Map.of(), "application/octet-stream", picture);
    }

    private Reply faults(byte[] body) {
        try {
            JsonNode json = Json.read(body);
            Iterable<JsonNode> orders = json.isArray() ? json : Json.array().add(json);
            // All are read before the first is queued, so that a list with a mistake changes nothing.
            for (FaultOrder order : FaultOrder.all(orders)) {
                if (order.always()) {
                    emulator.alwaysFault(order.fault());
                } else {
                    emulator.fault(order.fault(), order.times());
                }
            }
            return new Reply(204, Map.of(), null, new byte[0]);
        } catch (RefusedException | IllegalArgumentException e) {
            return Reply.of(Answer.error(400, String.valueOf(e.getMessage())));
        }
    }

    private Reply pace(byte[] body) {
        try {
            emulator.pace(PaceOrder.of(Json.read(body)));
            return new Reply(204, Map.of(), null, new byte[0]);
        } catch (RefusedException | IllegalArgumentException e) {
            return Reply.of(Answer.error(400, String.valueOf(e.getMessage())));
        }
    }

    private JsonNode about() {
        ObjectNode about = Json.object();
        about.put("name", "camel-hf-inference-emulator");
        about.put("notice", DemonstrationModel.NOTICE);
        about.put("dimensions", DemonstrationModel.DIMENSIONS);
        about.put("hostedUrl", emulator.hostedUrl().toString());
        ArrayNode classes = about.putArray("classes");
        model.classes().forEach(classes::add);
        about.set("faults", faultNames());
        return about;
    }

    private static ArrayNode faultNames() {
        ArrayNode names = Json.array();
        FaultCatalog.names().forEach(names::add);
        return names;
    }

    private ArrayNode requests() {
        ArrayNode list = Json.array();
        for (RecordedRequest request : emulator.requests()) {
            ObjectNode json = list.addObject();
            json.put("method", request.method()).put("path", request.path()).put("query", request.query());
            ObjectNode headers = json.putObject("headers");
            request.headers().forEach((name, values) -> {
                ArrayNode array = headers.putArray(name);
                values.forEach(array::add);
            });
            json.put("bodyLength", request.bodyLength()).put("bodySha256", request.bodySha256());
            json.put("bodyHead", request.bodyHead()).put("bodyComplete", request.bodyComplete());
            json.put("protocol", request.protocol()).put("remotePort", request.remotePort());
            json.put("arrived", request.arrived().toString());
        }
        return list;
    }

    private static byte[] body(Request request) throws IOException {
        try (InputStream in = Request.asInputStream(request)) {
            return in.readNBytes(MAXIMUM_UPLOAD);
        }
    }

    private static Reply json(int status, JsonNode body) {
        return Reply.of(Answer.json(status, body));
    }
}
