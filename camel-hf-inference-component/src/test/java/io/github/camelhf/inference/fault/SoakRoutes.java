package io.github.camelhf.inference.fault;

import io.github.camelhf.inference.error.InferenceUnavailableException;
import java.net.URI;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;

/** The routes of the soak, each named as its messages are. */
final class SoakRoutes extends RouteBuilder {

    /** The target of a message of {@code targets}. */
    static final String TARGET = "target";

    static final int TARGETS = 2000;

    /** Far fewer than messages are open, so that producers are stopped with calls in flight. */
    static final int CACHED = 20;

    private static final String RESTARTED = "&token=restarted&maxInFlight=4&maxWaiting=8";

    private final URI server;
    private final ProducerTemplate template;

    SoakRoutes(URI server, ProducerTemplate template) {
        this.server = server;
        this.template = template;
    }

    @Override
    public void configure() {
        onException(InferenceUnavailableException.class)
                .maximumRedeliveries(3)
                .redeliveryDelay(5)
                .logRetryAttempted(false)
                .logExhausted(false)
                .asyncDelayedRedelivery();
        errorHandler(defaultErrorHandler().logExhausted(false));
        alone();
        secondCalls();
        stopped();
    }

    private void alone() {
        from("direct:texts").routeId("texts").to(texts());
        from("direct:downloads").routeId("downloads").to(pictures("&requestTimeout=300"));
        from("direct:targets").routeId("targets").toD(eachTarget(), CACHED);
    }

    private void secondCalls() {
        from("direct:breaker")
                .routeId("breaker")
                .to(texts())
                .circuitBreaker()
                .resilience4jConfiguration()
                .failureRateThreshold(100)
                .end()
                .setBody(constant("second"))
                .to(texts("&maxInFlight=32&parameters.n=2"))
                .end();
        from("direct:bean").routeId("bean").to(texts()).process(this::ask);
        from("direct:transacted")
                .routeId("transacted")
                .setProperty("picture", body())
                .to(texts())
                .process(exchange -> exchange.getExchangeExtension().setTransacted(true))
                .setBody(exchangeProperty("picture"))
                .to(pictures("&requestTimeout=300"));
    }

    private void ask(Exchange exchange) {
        exchange.getMessage().setBody(template.requestBody(texts("&maxInFlight=32&parameters.n=3"), "second"));
    }

    private void stopped() {
        from("direct:held").routeId("held").to(texts("&token=held&maxInFlight=2&maxWaiting=4"));
        from("direct:restarted")
                .routeId("restarted")
                .to(pictures("&requestTimeout=5000" + RESTARTED))
                .setBody(constant("second"))
                .to(texts(RESTARTED));
    }

    String texts() {
        return texts("&maxInFlight=32");
    }

    private String texts(String options) {
        return "hf-inference:text-embedding?api=multimodal&requestTimeout=300&endpointUrl=" + server + options;
    }

    private String eachTarget() {
        String path = "/models/soak/m${header." + TARGET + "}/pipeline/feature-extraction";
        return "hf-inference:text-embedding?api=pipeline&requestTimeout=300&endpointUrl=http://127.0.0.1:"
                + server.getPort() + path;
    }

    private String pictures(String options) {
        return "hf-inference:image-embedding?allowedHosts=127.0.0.1&endpointUrl=" + server + options;
    }
}
