package io.github.camelhf.inference.task;

import io.github.camelhf.inference.answer.AnswerReader;
import io.github.camelhf.inference.answer.BrokenAnswerException;
import io.github.camelhf.inference.answer.MediaAnswer;
import io.github.camelhf.inference.answer.MediaKind;
import io.github.camelhf.inference.answer.MediaReader;
import io.github.camelhf.inference.answer.RefusedAnswerException;
import io.github.camelhf.inference.answer.UnexpectedAnswerException;
import io.github.camelhf.inference.error.InferenceRejectedException;
import io.github.camelhf.inference.error.InferenceServerException;
import io.github.camelhf.inference.error.InferenceTransportException;
import io.github.camelhf.inference.error.InferenceTransportException.Phase;
import io.github.camelhf.inference.error.MalformedInferenceResponseException;
import io.github.camelhf.inference.error.ServerAnswer;
import io.github.camelhf.inference.input.Content;
import io.github.camelhf.inference.picture.PictureEnd;
import io.github.camelhf.inference.transport.ErrorResponses;
import io.github.camelhf.inference.transport.ErrorText;
import io.github.camelhf.inference.transport.WireRequest;
import io.github.camelhf.inference.transport.WireResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/** Reads a 2xx answer and says what is wrong with one. */
final class Decoding {

    private Decoding() {}

    /** See {@link Task#decode}. */
    static List<?> read(TaskCodec codec, InferenceRequest request, WireRequest sent, WireResponse response) {
        try {
            List<?> results = results(codec, request, sent, response);
            for (Object result : results) {
                if (result instanceof MediaAnswer media) {
                    checkEnd(media);
                }
            }
            return results;
        } catch (IOException e) {
            throw malformed(request, sent, response, "no readable JSON (" + firstLine(e) + ")");
        } catch (RefusedAnswerException e) {
            throw new InferenceRejectedException(
                    "the model at " + sent.uri().getHost() + " refused to answer in mode "
                            + request.task().mode() + ": "
                            + ErrorText.clean(String.valueOf(e.getMessage()), sent.secrets()),
                    answer(response));
        } catch (BrokenAnswerException e) {
            throw new InferenceServerException(
                    "the answer of " + sent.uri().getHost() + " to "
                            + request.task().mode() + " is not whole: " + e.getMessage(),
                    answer(response));
        } catch (UnexpectedAnswerException e) {
            throw malformed(request, sent, response, String.valueOf(e.getMessage()));
        }
    }

    private static List<?> results(TaskCodec codec, InferenceRequest request, WireRequest sent, WireResponse response)
            throws IOException {
        MediaKind kind = codec.media();
        if (kind != null && isMedia(kind, sent, response)) {
            return List.of(media(kind, content(response), response));
        }
        Object answer = AnswerReader.read(bytes(response), codec::numbers);
        if (isError(answer)) {
            throw ErrorResponses.toException(sent, response);
        }
        codec.checkServer(request, response);
        return codec.decode(request, answer);
    }

    /** Not every answer says how long it is, and viewers show what has come of a picture like any other. */
    private static void checkEnd(MediaAnswer made) {
        try {
            if (!PictureEnd.isReached(made.content(), made.mediaType())) {
                throw new BrokenAnswerException("its " + made.content().length() + " bytes of " + made.mediaType()
                        + " stop before the end of the picture");
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** The bytes decide, because servers and gateways label whatever they send as JSON, or JSON not at all. */
    private static boolean isMedia(MediaKind kind, WireRequest sent, WireResponse response) throws IOException {
        Content kept = response.media();
        return kept == null
                ? MediaReader.shows(kind, response.body())
                : kept.length() > sent.limits().maxResponseSize().bytes()
                        || !MediaReader.beginsAsJson(response.body())
                        || MediaReader.mayBeSamples(kind, response.header("content-type"));
    }

    private static Content content(WireResponse response) {
        Content kept = response.media();
        return kept == null ? Content.of(response.body()) : kept;
    }

    private static byte[] bytes(WireResponse response) {
        Content kept = response.media();
        if (kept == null) {
            return response.body();
        }
        try (InputStream stream = kept.open()) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static MediaAnswer media(MediaKind kind, Content content, WireResponse response) {
        try {
            return MediaReader.read(kind, content, response.header("content-type"));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static InferenceTransportException unreadable(IOException cause) {
        return new InferenceTransportException(
                "what the model made cannot be read where it was kept (" + cause
                        + "); is the folder for temporary files cleaned while messages are on their way?",
                Phase.READ,
                true,
                cause);
    }

    /** A handler that returns its error instead of raising it answers 200. Source: Inference Toolkit, read 2026-11-20. */
    private static boolean isError(Object answer) {
        return answer instanceof Map<?, ?> fields
                && (fields.get("error") instanceof String
                        || fields.get("error") instanceof List
                        || fields.get("error") instanceof Map);
    }

    /** Without a cause: its message would quote the answer as it came, and with it what the server may echo. */
    private static MalformedInferenceResponseException malformed(
            InferenceRequest request, WireRequest sent, WireResponse response, String problem) {
        boolean otherDialect = request.dialect() == Dialect.MULTIMODAL && response.isOfTextEmbeddingsInference();
        return new MalformedInferenceResponseException(
                "the answer of " + sent.uri().getHost() + " to "
                        + request.task().mode() + " is malformed: "
                        + ErrorText.clean(problem, sent.secrets())
                        + (otherDialect
                                ? " (the server is Text Embeddings Inference: ask it about texts, with api=tei)"
                                : ""),
                answer(response),
                null);
    }

    private static ServerAnswer answer(WireResponse response) {
        return new ServerAnswer(response.status(), response.requestId().orElse(null));
    }

    private static String firstLine(IOException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
