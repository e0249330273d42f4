package io.github.camelhf.inference.fault;

import static io.github.camelhf.inference.fault.FaultCase.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.error.HfInferenceException;
import io.github.camelhf.inference.error.InferenceAuthenticationException;
import io.github.camelhf.inference.error.InferenceQuotaException;
import io.github.camelhf.inference.error.InferenceRejectedException;
import io.github.camelhf.inference.error.InferenceServerException;
import io.github.camelhf.inference.error.InferenceTransportException;
import io.github.camelhf.inference.error.MalformedInferenceResponseException;
import io.github.camelhf.inference.error.ModelLoadingException;
import io.github.camelhf.inference.error.RateLimitedException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Answers that say no, in every shape in which known servers say it. */
class ServerAnswerFaultsTest extends FaultCases {

    static Stream<FaultCase> cases() {
        return Stream.of(shapes(), hostile(), statuses(), unavailable(), delays())
                .flatMap(cases -> cases);
    }

    private static Stream<FaultCase> shapes() {
        String long64 = "iVBORw0KGgo".repeat(9000);
        return Stream.of(
                shape("error as a string", "{\"error\":\"no such thing\"}", "no such thing"),
                shape("error as a list", "{\"error\":[\"first\",\"second\"]}", "first; second"),
                shape("error as an object with a message", "{\"error\":{\"message\":\"deep\",\"code\":null}}", "deep"),
                shape("error as nested objects", "{\"error\":{\"inputs\":{\"0\":[\"too short\"]}}}", "too short"),
                shape("errors as a list of objects", "{\"errors\":[{\"message\":\"one of many\"}]}", "one of many"),
                shape("message beside error", "{\"error\":\"Bad Request\",\"message\":\"the cause\"}", "the cause"),
                shape("message only", "{\"message\":\"only this\",\"http_status_code\":422}", "only this"),
                shape("detail as a string", "{\"detail\":\"said here\"}", "said here"),
                shape(
                        "detail as a list with places",
                        "{\"detail\":[{\"loc\":[\"body\",\"inputs\"],\"msg\":\"field required\"}]}",
                        "body.inputs: field required"),
                shape("problem document", "{\"title\":\"Broken\",\"detail\":\"why\",\"status\":422}", "why"),
                shape("error with a description", "{\"error\":\"invalid\",\"error_description\":\"long\"}", "long"),
                shape("error with warnings", "{\"error\":\"bad\",\"warnings\":[\"mind this\"]}", "mind this"),
                shape("plain text", "Not like this", "Not like this"),
                shape("HTML page", "<html><head><title>413 Too big</title></head><body>x</body></html>", "413 Too big"),
                shape("JSON that breaks off", "{\"error\":\"cut in the mid", "cut in the mid"),
                shape("nesting a thousand levels deep", "[".repeat(5000), "[[["),
                answer("empty body with a header", "422 No\r\nX-Error-Message: see the header", "")
                        .lasting(InferenceRejectedException.class, 422, "takes the text from X-Error-Message")
                        .and(saying("see the header")),
                answer("empty body without a word", "422 No", "")
                        .lasting(InferenceRejectedException.class, 422, "names server and status")
                        .and(saying("answered 422")),
                shape("token echoed by the server", "{\"error\":\"bad token " + FaultRun.TOKEN + "\"}", "[token]")
                        .and(silentAbout(FaultRun.TOKEN)),
                shape(
                                "another bearer token in the text",
                                "{\"error\":\"Bearer s3cr3t-of-a-gateway\"}",
                                "Bearer [token]")
                        .and(silentAbout("s3cr3t")),
                shape("base64 picture echoed by the server", "{\"error\":\"got " + long64 + "\"}", "got [base64]"),
                shape("control characters and escapes", "{\"error\":\"a\\u001b[31mb\\r\\nc\\u0000d\"}", "a [31mb c d"),
                shape("text of a megabyte", "{\"error\":\"" + "word ".repeat(200_000) + "\"}", "word word")
                        .and(failure ->
                                assertThat(String.valueOf(failure.getMessage())).hasSizeLessThan(420)));
    }

    /** Each of these kept a thread for good. */
    private static Stream<FaultCase> hostile() {
        String lists = "[".repeat(49) + "1,".repeat(10_000) + "1" + "]".repeat(49);
        return Stream.of(
                answer("objects nested 32 deep in the error", "400 X", "{\"error\":".repeat(32) + "1" + "}".repeat(32))
                        .lasting(InferenceRejectedException.class, 400, "reads them once"),
                answer(
                                "objects nested 31 deep in an error with status 200",
                                "200 OK",
                                "{\"error\":".repeat(31) + "1" + "}".repeat(31))
                        .lasting(InferenceRejectedException.class, 200, "reads them once"),
                answer("lists nested 49 deep in the error", "400 X", lists)
                        .lasting(InferenceRejectedException.class, 400, "reads them once"),
                answer("page of 64 KB of <", "502 X\r\nContent-Type: text/html", "<".repeat(64 * 1024))
                        .passing(InferenceServerException.class, 502, "reads it once"),
                answer("page of 64 KB of <title", "502 X\r\nContent-Type: text/html", "<title".repeat(11_000))
                        .passing(InferenceServerException.class, 502, "reads it once"),
                answer("byte-order mark before the error", "422 No", "\ufeff{\"error\":\"marked\"}")
                        .lasting(InferenceRejectedException.class, 422, "finds the text, cleans and bounds it")
                        .and(saying(": marked")),
                raw(
                        "status line that is none, with the token",
                        "HTTP/1.1 2x0 \u001b[31m" + FaultRun.TOKEN + "y".repeat(20_000) + "\r\n\r\n"),
                raw("version that is none, with the token", FaultRun.TOKEN + "y".repeat(20_000) + "\r\n\r\n"),
                raw(
                        "chunk length that is none, with the token",
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + FaultRun.TOKEN + "y".repeat(5_000)
                                + "\r\n"),
                raw(
                        "length that is none, with the token",
                        "HTTP/1.1 200 OK\r\nContent-Length: \u001b" + FaultRun.TOKEN + "y".repeat(5_000) + "\r\n\r\n"),
                raw(
                        "transfer coding that is none, with the token",
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: " + FaultRun.TOKEN + "y".repeat(5_000) + "\r\n\r\n"),
                raw(
                        "switch to another protocol, with the token",
                        "HTTP/1.1 101 X\r\nUpgrade: " + FaultRun.TOKEN + "y".repeat(5_000) + "\r\n\r\n"),
                answer(
                                "line of a head that is none, with the token",
                                "200 OK\r\nX " + FaultRun.TOKEN + "y".repeat(20_000),
                                "[]")
                        .passing(InferenceTransportException.class, 0, "says what is wrong, cleaned and bounded"),
                answer("body that is the token", "200 OK", FaultRun.TOKEN)
                        .lasting(
                                MalformedInferenceResponseException.class,
                                200,
                                "says what is wrong, cleaned and bounded"),
                answer(
                                "doubled key of 20 KB",
                                "200 OK",
                                "{\"" + "k".repeat(20_000) + "\":1,\"" + "k".repeat(20_000) + "\":1}")
                        .lasting(
                                MalformedInferenceResponseException.class,
                                200,
                                "says what is wrong, cleaned and bounded"),
                answer("key that holds the token", "200 OK", "{\"\\u001b" + FaultRun.TOKEN + "\":1}")
                        .lasting(
                                MalformedInferenceResponseException.class,
                                200,
                                "says what is wrong, cleaned and bounded"),
                answer(
                                "error with an unknown charset",
                                "422 No\r\nContent-Type: application/json; charset=undefined",
                                "{\"error\":\"said\"}")
                        .lasting(InferenceRejectedException.class, 422, "finds the text, cleans and bounds it")
                        .and(saying(": said")),
                answer("error with a coding that is none", "422 No\r\nContent-Encoding: UTF-8", "{\"error\":\"said\"}")
                        .lasting(InferenceRejectedException.class, 422, "finds the text, cleans and bounds it")
                        .and(saying(": said")),
                answer(
                                "pipeline that is sent mode",
                                "400 X",
                                "{\"error\":\"f() got an unexpected keyword argument 'mode'\"}")
                        .lasting(InferenceRejectedException.class, 400, "names the option to set")
                        .and(saying("set api=pipeline")));
    }

    private static FaultCase raw(String name, String answer) {
        return FaultCase.fault(name, connection -> {
                    connection.readRequest();
                    connection.write(answer);
                })
                .passing(InferenceTransportException.class, 0, "says what is wrong, cleaned and bounded");
    }

    private static FaultCase shape(String name, String body, String text) {
        return answer("error text: " + name, "422 Unprocessable", body)
                .lasting(InferenceRejectedException.class, 422, "finds the text, cleans and bounds it")
                .and(saying(text));
    }

    private static Stream<FaultCase> statuses() {
        return Stream.of(
                status(400, InferenceRejectedException.class, "bad input", "refuses"),
                status(401, InferenceAuthenticationException.class, "Invalid username or password.", "HF_TOKEN"),
                status(402, InferenceQuotaException.class, "You have exceeded your monthly credits", "credits"),
                status(403, InferenceAuthenticationException.class, "no permission", "permission"),
                status(404, InferenceRejectedException.class, "Model x does not exist", "check model and endpointUrl"),
                status(405, InferenceRejectedException.class, "Method Not Allowed", "takes no POST"),
                status(407, InferenceRejectedException.class, "Proxy Authentication Required", "proxy"),
                status(410, InferenceRejectedException.class, "gone", "https://router.huggingface.co/hf-inference"),
                status(413, InferenceRejectedException.class, "too large", "parameters.truncate=true"),
                status(415, InferenceRejectedException.class, "unsupported", "media type"),
                status(421, InferenceRejectedException.class, "misdirected", "misdirected"),
                status(302, InferenceRejectedException.class, "elsewhere", "redirects are not followed"),
                passing(408, InferenceServerException.class, "timeout"),
                passing(424, InferenceServerException.class, "Inference failed"),
                passing(425, InferenceServerException.class, "too early"),
                passing(429, RateLimitedException.class, "Rate limit reached"),
                passing(500, InferenceServerException.class, "unknown error"),
                passing(502, InferenceServerException.class, "<html><title>502 Bad Gateway</title></html>"),
                passing(503, ModelLoadingException.class, "Model x is currently loading"),
                passing(503, InferenceServerException.class, "overloaded"),
                passing(504, InferenceServerException.class, "<html><title>504 Gateway Time-out</title></html>"),
                passing(529, InferenceServerException.class, "site is overloaded"),
                passing(400, InferenceServerException.class, "CUDA out of memory. Tried to allocate 20 MiB"),
                passing(400, InferenceServerException.class, "shard 7 is congested")
                        .with("overloadPattern=congested"),
                passing(200, ModelLoadingException.class, "{\"error\":\"Model x is currently loading\"}"),
                passing(200, RateLimitedException.class, "{\"error\":\"Rate limit reached\"}"),
                passing(200, InferenceServerException.class, "{\"error\":[\"CUDA out of memory\"]}"),
                lasting200(InferenceAuthenticationException.class, "Invalid bearer token"),
                lasting200(InferenceQuotaException.class, "You have exceeded your monthly included credits"),
                lasting200(InferenceRejectedException.class, "Unknown mode: x"));
    }

    /** A 503 from each of those who send one; alone, so that nothing else succeeds meanwhile. */
    private static Stream<FaultCase> unavailable() {
        String html = "X\r\nContent-Type: text/html";
        String text = "X\r\nContent-Type: text/plain; charset=utf-8";
        String temporarily =
                "<html><head><title>503 Service Temporarily Unavailable</title></head><body>x</body></html>";
        String overload = "counts as overload";
        String unclear = "counts as loading while nothing else succeeds";
        return Stream.of(
                unavailable(
                                "hosted service, old",
                                "X",
                                "{\"error\":\"Model x is currently loading\",\"estimated_time\":20.0}")
                        .passing(ModelLoadingException.class, 503, "counts as loading"),
                unavailable(
                                "llama.cpp while it loads",
                                "X",
                                "{\"error\":{\"code\":503,\"message\":\"Loading model\",\"type\":\"unavailable_error\"}}")
                        .passing(ModelLoadingException.class, 503, "counts as loading"),
                unavailable("Inference Endpoints while they scale", "X", "{\"error\":\"503 Service Unavailable\"}")
                        .passing(ModelLoadingException.class, 503, unclear),
                unavailable("load balancer of AWS without targets", html + "\r\nServer: awselb/2.0", temporarily)
                        .passing(ModelLoadingException.class, 503, unclear),
                unavailable("Envoy without a healthy upstream", text, "no healthy upstream")
                        .passing(ModelLoadingException.class, 503, unclear),
                unavailable("nobody in particular, with Retry-After", "X\r\nRetry-After: 7", "")
                        .passing(ModelLoadingException.class, 503, unclear),
                unavailable("server that says overloaded", "X", "{\"error\":\"overloaded\"}")
                        .passing(InferenceServerException.class, 503, overload),
                unavailable("router with a full queue", "X", "{\"error\":\"request queue is full\"}")
                        .passing(InferenceServerException.class, 503, overload),
                unavailable("uvicorn with a limit of concurrency", text, "Service Unavailable")
                        .passing(InferenceServerException.class, 503, overload),
                unavailable(
                                "HAProxy with a full queue",
                                html,
                                "<html><body><h1>503 Service Unavailable</h1>\nNo server is available to handle this request.\n</body></html>")
                        .passing(InferenceServerException.class, 503, overload),
                unavailable("nginx with limit_req or limit_conn", html + "\r\nServer: nginx/1.22.1", temporarily)
                        .passing(InferenceServerException.class, 503, overload),
                unavailable(
                                "Envoy with a full pool",
                                text,
                                "upstream connect error or disconnect/reset before headers. reset reason: overflow")
                        .passing(InferenceServerException.class, 503, overload),
                unavailable(
                                "squid that cannot connect",
                                html + "\r\nX-Squid-Error: ERR_CONNECT_FAIL 111",
                                "<title>ERROR: The requested URL could not be retrieved</title>")
                        .passing(InferenceServerException.class, 503, overload),
                answer("status 501", "501 Not Implemented", "no such thing")
                        .lasting(InferenceRejectedException.class, 501, "says what came and what to do; no retry"),
                answer("status 505", "505 Version", "not in this version")
                        .lasting(InferenceRejectedException.class, 505, "says what came and what to do; no retry"));
    }

    private static FaultCase unavailable(String who, String headers, String body) {
        return answer("503 of: " + who, "503 " + headers, body);
    }

    private static FaultCase status(int code, Class<? extends HfInferenceException> type, String text, String advice) {
        return answer("status " + code, code + " X\r\nLocation: http://127.0.0.1:1/\r\nWWW-Authenticate: Bearer", text)
                .lasting(type, code, "says what came and what to do; no retry")
                .and(advice.equals("refuses") ? saying(text) : saying(advice));
    }

    private static FaultCase passing(int code, Class<? extends HfInferenceException> type, String text) {
        String shown = text.length() > 40 || text.startsWith("<") || text.startsWith("{") ? "" : ": " + text;
        return answer(
                        "status " + code + (shown.isEmpty() ? " with " + text.replace("|", "") : shown),
                        code + " X",
                        text)
                .passing(type, code, "worth another attempt");
    }

    private static FaultCase lasting200(Class<? extends HfInferenceException> type, String text) {
        return answer("status 200 with the error " + text, "200 OK", "{\"error\":\"" + text + "\"}")
                .lasting(type, 200, "is the exception that the text calls for");
    }

    private static Stream<FaultCase> delays() {
        DateTimeFormatter http = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
                .withZone(ZoneOffset.UTC);
        String soon = http.format(Instant.now().plusSeconds(3000));
        return Stream.of(
                delay("Retry-After in seconds", "Retry-After: 7", "", 7_000),
                delay("Retry-After in fractions of seconds", "Retry-After: 0.25", "", 250),
                none("Retry-After of zero", "Retry-After: 0", ""),
                delay("Retry-After twice in one", "Retry-After: 60, 60", "", 60_000),
                delay("Retry-After as a date of RFC 850", old("EEEE, dd-MMM-yy HH:mm:ss 'GMT'"), "", 30_000),
                delay("Retry-After as a date of asctime", old("EEE MMM ppd HH:mm:ss yyyy"), "", 30_000),
                delay("Retry-After as a date", "Retry-After: " + soon, "", -1).with("maxRetryAfter=3h"),
                delay("Retry-After as a date by the server's own clock", clock(30), "", 30_000),
                none("Retry-After as a date in the past", "Retry-After: Sun, 06 Nov 1994 08:49:37 GMT", ""),
                none("RateLimit that ends now", "RateLimit: \"api\";r=0;t=0", ""),
                none("estimated_time of zero", "X-A: b", "\"estimated_time\":0"),
                delay("Retry-After in the year 2099", "Retry-After: Thu, 31 Dec 2099 23:59:59 GMT", "", 120_000),
                delay("Retry-After of a week", "Retry-After: 604800", "", 120_000),
                none("Retry-After of 99999999999999999 seconds", "Retry-After: 99999999999999999", ""),
                none("negative Retry-After", "Retry-After: -5", ""),
                none("Retry-After of NaN", "Retry-After: NaN", ""),
                none("Retry-After of 1e99", "Retry-After: 1e99", ""),
                none("Retry-After as words", "Retry-After: soon", ""),
                delay("RateLimit with nothing left", "RateLimit: \"api\";r=0;t=42", "", 42_000),
                none("RateLimit with something left", "RateLimit: \"api\";r=998;t=253", ""),
                delay("RateLimit of several windows", "RateLimit: \"api\";r=0;t=5, \"x\";r=0;t=9", "", 9_000),
                none("RateLimit of nonsense", "RateLimit: r=,t;;=-1", ""),
                delay("estimated_time", "X-A: b", "\"estimated_time\":20.5", 20_500),
                none("estimated_time of 1e99", "X-A: b", "\"estimated_time\":1e99"),
                none("negative estimated_time", "X-A: b", "\"estimated_time\":-3"),
                none("estimated_time as a word", "X-A: b", "\"estimated_time\":\"later\""),
                none("estimated_time of NaN", "X-A: b", "\"estimated_time\":NaN"),
                delay("three hints at once", "Retry-After: 3\r\nRateLimit: r;r=0;t=8", "\"estimated_time\":5", 8_000));
    }

    private static String clock(int seconds) {
        DateTimeFormatter http = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
                .withZone(ZoneOffset.UTC);
        Instant wrong = Instant.parse("2031-05-01T00:00:00Z");
        return "Date: " + http.format(wrong) + "\r\nRetry-After: " + http.format(wrong.plusSeconds(seconds));
    }

    private static String old(String form) {
        DateTimeFormatter date = DateTimeFormatter.ofPattern(form, Locale.US).withZone(ZoneOffset.UTC);
        Instant now = Instant.parse("2031-05-01T00:00:00Z");
        return "Date: " + date.format(now) + "\r\nRetry-After: " + date.format(now.plusSeconds(30));
    }

    private static FaultCase none(String name, String headers, String field) {
        return loading(name, headers, field)
                .passing(ModelLoadingException.class, 503, "is no hint: the route's own delay counts")
                .and(failure -> assertThat(failure.getRetryAfter()).isNull());
    }

    private static FaultCase delay(String name, String headers, String field, long millis) {
        return loading(name, headers, field)
                .passing(
                        ModelLoadingException.class,
                        503,
                        millis == 120_000 ? "waits as long as maxRetryAfter" : "waits as long as the server says")
                .and(failure -> {
                    if (millis < 0) {
                        assertThat(failure.getRetryAfter()).isBetween(Duration.ofMinutes(45), Duration.ofMinutes(50));
                    } else {
                        assertThat(failure.getRetryAfter()).isEqualTo(Duration.ofMillis(millis));
                    }
                });
    }

    private static FaultCase loading(String name, String headers, String field) {
        return answer(
                "delay: " + name,
                "503 X\r\n" + headers,
                "{\"error\":\"Model x is currently loading\"" + (field.isEmpty() ? "" : "," + field) + "}");
    }

    private static Consumer<HfInferenceException> saying(String text) {
        return failure -> assertThat(failure).hasMessageContaining(text);
    }

    private static Consumer<HfInferenceException> silentAbout(String text) {
        return failure -> assertThat(String.valueOf(failure.getMessage())).doesNotContain(text);
    }
}
