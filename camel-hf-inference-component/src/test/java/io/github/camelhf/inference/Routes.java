package io.github.camelhf.inference;

import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.ExchangeBuilder;
import org.apache.camel.builder.LambdaRouteBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A route, a server, an answer: the running Camel context of a test, for a field that JUnit closes. In addresses {@code {{url}}} is
 * the server's, {@code {{hosted}}} that under which the emulator plays the hosted service.
 *
 * <pre>@AutoClose
 * private final Routes routes = Routes.to(EMULATOR);
 *
 * routes.from("direct:in").to("hf-inference:text-embedding?endpointUrl={{url}}");
 * Exchange answered = routes.call("direct:in", "a red tile");
 * CompletableFuture&lt;Exchange&gt; sent = routes.send("direct:in", "a red tile");</pre>
 */
public final class Routes implements AutoCloseable {

    public final DefaultCamelContext context = new DefaultCamelContext();
    public final ProducerTemplate template;
    private Runnable endHeldCalls = () -> {};

    public Routes() {
        context.start();
        template = context.createProducerTemplate();
    }

    /** The calls that the emulator holds end before the context stops. */
    public static Routes to(HfInferenceEmulator emulator) {
        Routes routes = new Routes().with("url", emulator.url()).with("hosted", emulator.hostedUrl());
        routes.endHeldCalls = emulator::reset;
        return routes;
    }

    public Routes with(String property, Object value) {
        context.getPropertiesComponent().addOverrideProperty(property, value.toString());
        return this;
    }

    public interface From {
        void to(String... uris) throws Exception;
    }

    public From from(String start) {
        return uris -> add(route -> route.from(start).to(uris));
    }

    /** Adds routes with more to them. */
    public void add(LambdaRouteBuilder routes) throws Exception {
        RouteBuilder.addRoutes(context, routes);
    }

    /** Sends a message and waits until its exchange has ended, well or not. */
    public Exchange call(String uri, Object body) {
        return template.send(uri, exchange(body));
    }

    public Exchange call(String uri, Processor message) {
        return template.send(uri, message);
    }

    /** The message with the answer, or what the exchange failed with. */
    public Message answer(String uri, Object body) throws Exception {
        Exchange exchange = call(uri, body);
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        return exchange.getMessage();
    }

    /** Sends a message by another thread, which a full queue may hold. */
    public CompletableFuture<Exchange> send(String uri, Object body) {
        return template.asyncSend(uri, exchange(body)).orTimeout(60, TimeUnit.SECONDS);
    }

    /** Sends a message by this thread, which keeps the order of what it sends. */
    public CompletableFuture<Exchange> send(AsyncProducer producer, Object body) {
        Exchange exchange = exchange(body);
        CompletableFuture<Exchange> done = new CompletableFuture<>();
        producer.process(exchange, doneSync -> done.complete(exchange));
        return done.orTimeout(60, TimeUnit.SECONDS);
    }

    public Exchange exchange(Object body) {
        return ExchangeBuilder.anExchange(context).withBody(body).build();
    }

    public AsyncProducer producer(String uri) throws Exception {
        AsyncProducer producer = context.getEndpoint(uri).createAsyncProducer();
        producer.start();
        return producer;
    }

    public HfInferenceEndpoint endpoint(String uri) {
        return context.getEndpoint(uri, HfInferenceEndpoint.class);
    }

    public MockEndpoint mock(String name) {
        return context.getEndpoint("mock:" + name, MockEndpoint.class);
    }

    @Override
    public void close() {
        endHeldCalls.run();
        context.stop();
    }
}
