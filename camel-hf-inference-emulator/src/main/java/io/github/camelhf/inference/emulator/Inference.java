package io.github.camelhf.inference.emulator;

import io.github.camelhf.inference.emulator.dialect.ChatDialect;
import io.github.camelhf.inference.emulator.dialect.EmbeddingsDialect;
import io.github.camelhf.inference.emulator.dialect.HandlerErrors;
import io.github.camelhf.inference.emulator.dialect.InferenceCall;
import io.github.camelhf.inference.emulator.dialect.MultimodalDialect;
import io.github.camelhf.inference.emulator.dialect.PipelineDialect;
import io.github.camelhf.inference.emulator.dialect.ServerFamily;
import io.github.camelhf.inference.emulator.dialect.TextEmbeddingsDialect;
import io.github.camelhf.inference.emulator.model.DemonstrationModel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/** The right answer to an inference request whose body was read: token check, then the path's dialect. Thread-safe. */
final class Inference {
    private final @Nullable String token;
    private final HandlerErrors errors;
    private final PipelineDialect pipeline;
    private final MultimodalDialect multimodal;
    private final TextEmbeddingsDialect textEmbeddings;
    private final ChatDialect chat;
    private final EmbeddingsDialect embeddings;
    private final boolean strictToolkit;

    Inference(InferenceEmulator.Builder options, DemonstrationModel model, PictureShelf pictures) {
        token = options.token;
        errors = options.errors == null ? options.variant.errors() : options.errors;
        strictToolkit = options.strictToolkit;
        pipeline = new PipelineDialect(model, pictures);
        textEmbeddings = new TextEmbeddingsDialect(model);
        chat = new ChatDialect(model, pictures);
        embeddings = new EmbeddingsDialect(model);
        multimodal = new MultimodalDialect(model, pictures, options.variant.profile(), errors);
    }

    /** The reply when the request may not pass at all, or null. */
    @Nullable
    Reply refusal(Route route, HttpFields headers) {
        if (token != null && !Objects.equals(headers.get(HttpHeader.AUTHORIZATION), "Bearer " + token)) {
            if (route.family() == ServerFamily.TEXT_EMBEDDINGS) {
                return new Reply(401, Map.of(), null, new byte[0]);
            }
            HandlerErrors form = route.multimodal() ? errors : HandlerErrors.RAISED;
            return Reply.of(form.unauthorized())
                    .withHeaders(HubAnswers.unauthorized().headers());
        }
        if (family(route) == ServerFamily.TOOLKIT && headers.contains(HttpHeader.UPGRADE)) {
            // What the toolkit's server says to clients that try to upgrade to HTTP/2 in clear text.
            return Reply.text(400, "Unsupported upgrade request.");
        }
        return null;
    }

    /** The right answer; {@code length} is the body's as it came, of which {@code body} may be a part. */
    Reply answer(Route route, Request request, byte[] body, long length) {
        HttpFields headers = request.getHeaders();
        InferenceCall call = new InferenceCall(
                family(route),
                route.model(),
                route.task(),
                headers.get(HttpHeader.CONTENT_TYPE),
                headers.get(HttpHeader.ACCEPT),
                query(request),
                body);
        if (route.family() == ServerFamily.TEXT_EMBEDDINGS) {
            return Reply.of(textEmbeddings.answer(call, length));
        }
        if (route.family() == ServerFamily.OPENAI) {
            boolean vectors = String.valueOf(request.getHttpURI().getPath()).equals(Route.EMBEDDINGS);
            return Reply.of(vectors ? embeddings.answer(call) : chat.answer(call));
        }
        Reply reply = Reply.of(route.multimodal() ? multimodal.answer(call) : pipeline.answer(call));
        // What uvicorn does when the application raised, measured with 0.17.6 on 2026-11-26.
        boolean crashed = route.family() == ServerFamily.FASTAPI && reply.status() == 500;
        return crashed ? reply.thenHangUp() : reply;
    }

    private ServerFamily family(Route route) {
        boolean lenient = route.family() == ServerFamily.TOOLKIT && !strictToolkit;
        return lenient ? ServerFamily.HOSTED : route.family();
    }

    private static Map<String, String> query(Request request) {
        Map<String, String> query = new LinkedHashMap<>();
        for (Fields.Field field : Request.extractQueryParameters(request)) {
            query.put(field.getName(), String.valueOf(field.getValue()));
        }
        return query;
    }
}
