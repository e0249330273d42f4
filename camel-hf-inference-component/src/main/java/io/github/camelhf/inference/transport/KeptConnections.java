package io.github.camelhf.inference.transport;

import org.apache.hc.client5.http.impl.DefaultClientConnectionReuseStrategy;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Which HTTP/1.1 connections are used again. After an error fewer than the standard allows: uvicorn closes after a 500 without
 * saying so, and the next request on the connection would be lost. Source: uvicorn (httptools_impl.RequestResponseCycle),
 * read 2026-11-26.
 */
final class KeptConnections extends DefaultClientConnectionReuseStrategy {

    @Override
    public boolean keepAlive(HttpRequest request, HttpResponse response, HttpContext context) {
        int status = response.getCode();
        boolean said = response.containsHeader("Keep-Alive")
                || "keep-alive"
                        .equalsIgnoreCase(
                                response.getFirstHeader("Connection") == null
                                        ? ""
                                        : response.getFirstHeader("Connection").getValue());
        boolean worthIt = status < 400 || (status < 500 && said);
        return worthIt && super.keepAlive(request, response, context);
    }
}
