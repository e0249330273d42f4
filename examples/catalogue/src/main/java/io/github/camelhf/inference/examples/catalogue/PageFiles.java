package io.github.camelhf.inference.examples.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Gives the files of the page, which load nothing from anywhere else. */
final class PageFiles implements Processor {

    private static final Map<String, String> TYPES = Map.of(
            "catalogue.html", "text/html; charset=utf-8",
            "catalogue.css", "text/css; charset=utf-8",
            "catalogue.js", "text/javascript; charset=utf-8");

    @Override
    public void process(Exchange exchange) throws IOException {
        Message message = exchange.getMessage();
        String path = message.getHeader(Exchange.HTTP_PATH, "/", String.class);
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (name.isEmpty()) {
            name = "catalogue.html";
        }
        message.removeHeaders("*");
        String type = TYPES.get(name);
        if (type == null) {
            message.setHeader(Exchange.HTTP_RESPONSE_CODE, 404);
            message.setBody("");
            return;
        }
        message.setHeader(Exchange.CONTENT_TYPE, type);
        message.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src"
                        + " 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        message.setHeader("X-Content-Type-Options", "nosniff");
        try (InputStream in = PageFiles.class.getResourceAsStream("/page/" + name)) {
            if (in == null) {
                throw new IOException("the page's file " + name + " is not on the class path");
            }
            message.setBody(in.readAllBytes());
        }
    }
}
