package io.github.camelhf.inference.transport;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says what a user can do about an error answer, by its status and by what the known servers say. */
final class ErrorAdvice {

    /** A pipeline that was sent the parameter of the endpoint with four modes. Source: transformers, read 2026-11-25. */
    private static final Pattern MODE_UNKNOWN = Pattern.compile("unexpected keyword argument ['\"`]?mode\\b");

    /** Text Embeddings Inference, asked in another dialect or about anything but texts. Source: its JSON rejections, read 2026-11-25. */
    private static final Pattern OTHER_SHAPE = Pattern.compile(
            "data did not match any variant of untagged enum|target type: missing field `(inputs|input|query|texts)`");

    /** It takes 32 texts in a call unless told otherwise, and counts what others are compared with. Source: its router, read 2026-11-26. */
    private static final Pattern MOST_ITEMS = Pattern.compile("maximum allowed batch size (\\d{1,9})");

    private static final Map<Integer, String> ADVICE = Map.ofEntries(
            Map.entry(
                    401,
                    "set the option token, the environment variable HF_TOKEN, or log in with the Hub's command line"),
            Map.entry(
                    402, "the account's credits are used up: add credits, or set billTo to an organisation that pays"),
            Map.entry(
                    403,
                    "the token lacks a permission: it needs \"Make calls to Inference Providers\", or access to the model"),
            Map.entry(404, "check model and endpointUrl: the server knows no such model or path"),
            Map.entry(405, "endpointUrl points to something that takes no POST"),
            Map.entry(
                    407, "a proxy on the way asks for a login: set proxyHost, proxyPort, proxyUser and proxyPassword"),
            Map.entry(
                    410,
                    "this model or address has been retired; the hosted service is baseUrl https://router.huggingface.co/hf-inference"),
            Map.entry(415, "the server does not take this media type"),
            Map.entry(501, "the server cannot do this at all: check endpointUrl"),
            Map.entry(505, "the server does not speak this version of HTTP: set httpVersion"));

    private static final String RETIRED_HOST = "api-inference.huggingface.co";

    private ErrorAdvice() {}

    /**
     * What to do about it; null where nothing is known to help.
     *
     * @param text what the server says, in one line
     */
    static @Nullable String of(WireRequest request, int status, String text) {
        if (MODE_UNKNOWN.matcher(text).find()) {
            return "the server runs a pipeline and is no endpoint with four modes: set api=pipeline";
        }
        if (status == 422 && OTHER_SHAPE.matcher(text).find()) {
            return "the server looks like Text Embeddings Inference, which takes texts only: ask it about texts, with api=tei,"
                    + " at the address for the mode, such as /embed, /predict, /rerank or /similarity";
        }
        Matcher most = MOST_ITEMS.matcher(text);
        if (most.find()) {
            return "set batchSize to " + most.group(1)
                    + " at most, send shorter lists, or start the server with a larger" + " --max-client-batch-size";
        }
        if (status == 424 && ErrorResponses.OTHER_MODEL.matcher(text).find()) {
            return "the model of the server is for something else: ask it in the mode that its model is for, or set"
                    + " endpointUrl to a server with a model for this one";
        }
        if (status == 413) {
            return tooLarge(request);
        }
        if (status / 100 == 3) {
            return "redirects are not followed, the token would go along: set endpointUrl to the final address";
        }
        // The retired host has answered 404 at times, too. Source: issue reports of its users, read 2026-11-20.
        boolean retired =
                status == 404 && RETIRED_HOST.equalsIgnoreCase(request.uri().getHost());
        return ADVICE.get(retired ? (Integer) 410 : (Integer) status);
    }

    /** With texts Text Embeddings Inference means tokens, or texts in one call. Source: its error types, read 2026-11-26. */
    private static String tooLarge(WireRequest request) {
        return request.body().hasPictures()
                ? "the request is too large for the server: send a smaller picture, such as with imageMaxSize, or fewer of them"
                : "too much text for the server: send a shorter text or fewer of them, or set parameters.truncate=true"
                        + " where the server cuts texts itself";
    }
}
