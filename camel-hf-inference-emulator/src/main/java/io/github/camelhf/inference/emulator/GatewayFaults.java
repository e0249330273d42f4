package io.github.camelhf.inference.emulator;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Faults of what stands between a client and the model: each says 503 in its own way, and none means that the model loads.
 * They carry none of the model server's headers. Each is named over HTTP like those of {@link Fault}.
 *
 * <p>To have them come from load instead of on order, see {@link Pace}.
 */
public final class GatewayFaults {
    private GatewayFaults() {}

    /** HAProxy whose queue is full or that has no server left. Source: HAProxy 2.6.12, recorded 2026-11-26. */
    public static Fault haproxyUnavailable() {
        String page = """
                <html><body><h1>503 Service Unavailable</h1>
                No server is available to handle this request.
                </body></html>
                """;
        return page("haproxy-unavailable", Map.of("Cache-Control", "no-cache"), "text/html", page);
    }

    /** nginx that holds a client to {@code limit_req} or {@code limit_conn}. Source: nginx 1.22.1, recorded 2026-11-26. */
    public static Fault nginxLimited() {
        String page = """
                <html>\r
                <head><title>503 Service Temporarily Unavailable</title></head>\r
                <body>\r
                <center><h1>503 Service Temporarily Unavailable</h1></center>\r
                <hr><center>nginx/1.22.1</center>\r
                </body>\r
                </html>\r
                """;
        return page("nginx-limited", Map.of("Server", "nginx/1.22.1"), "text/html", page);
    }

    /** uvicorn above {@code --limit-concurrency}. Source: uvicorn 0.17.6, recorded 2026-11-26. */
    public static Fault uvicornLimited() {
        Map<String, String> headers = Map.of("Server", "uvicorn", "Connection", "close");
        return page("uvicorn-limited", headers, "text/plain; charset=utf-8", "Service Unavailable");
    }

    /** Envoy whose circuit breaker is open. Source: Envoy's documentation and tests, read 2026-11-26. */
    public static Fault envoyOverflow() {
        Map<String, String> headers = Map.of("Server", "envoy", "X-Envoy-Overloaded", "true");
        String text = "upstream connect error or disconnect/reset before headers. reset reason: overflow";
        return page("envoy-overflow", headers, "text/plain", text);
    }

    /**
     * squid that does not reach the server. The real page has 3 KB; this one keeps its title and sentences. Source: squid
     * 5.7, recorded 2026-11-26.
     */
    public static Fault squidUnavailable() {
        Map<String, String> headers = Map.of(
                "Server", "squid/5.7",
                "X-Squid-Error", "ERR_CONNECT_FAIL 111",
                "X-Cache", "MISS from proxy",
                "Via", "1.1 proxy (squid/5.7)");
        String page = """
                <!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01//EN" "http://www.w3.org/TR/html4/strict.dtd">
                <html><head>
                <title>ERROR: The requested URL could not be retrieved</title>
                </head><body id=ERR_CONNECT_FAIL>
                <p>The system returned: <i>(111) Connection refused</i></p>
                <p>The remote host or network may be down. Please try the request again.</p>
                </body></html>
                """;
        return page("squid-unavailable", headers, "text/html;charset=utf-8", page);
    }

    private static Fault page(String name, Map<String, String> headers, String contentType, String page) {
        byte[] body = page.getBytes(StandardCharsets.UTF_8);
        return new Fault(name, new Effect.Verbatim(new Reply(503, headers, contentType, body)));
    }
}
