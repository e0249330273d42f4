package io.github.camelhf.inference.examples.catalogue;

import io.github.camelhf.inference.error.InferenceAuthenticationException;
import io.github.camelhf.inference.error.InferenceQuotaException;
import io.github.camelhf.inference.error.InferenceRejectedException;
import io.github.camelhf.inference.error.InferenceUnavailableException;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.error.MalformedInferenceResponseException;
import io.github.camelhf.inference.examples.catalogue.shelf.RefusedException;
import org.apache.camel.builder.RouteBuilder;

/**
 * Brings every picture of the source onto the shelf, once for each content, and takes away what is gone. {@code
 * camel-yaml/index.yaml} is the same in YAML. {@code direct:put} and {@code direct:remove} are the store's.
 */
final class IndexRoute extends RouteBuilder {

    @Override
    public void configure() {
        // The settings', the model's or the disk's fault: nothing more is indexed, and the source keeps what it has.
        onException(RefusedException.class, InferenceAuthenticationException.class, InferenceQuotaException.class)
                .process("halt");
        onException(InferenceRejectedException.class)
                .onWhen(simple("${exception.statusCode} in '404,405,410,501'"))
                .process("halt");
        // The picture's fault: it is set aside with the reason.
        onException(
                        InvalidInferenceInputException.class,
                        InferenceRejectedException.class,
                        MalformedInferenceResponseException.class)
                .onWhen(exchangeProperty(Keys.PRODUCT).isNotNull())
                .handled(true)
                .process("setAside")
                .to("{{aside}}")
                .process("kept");
        // The server's fault: if no attempt helps, the file's turn comes at a later poll.
        onException(Exception.class).process("delay");
        onException(InferenceUnavailableException.class, UnderWayException.class)
                .maximumRedeliveries("{{retries}}")
                .redeliveryDelay("{{retryDelay}}")
                .useExponentialBackOff()
                .asyncDelayedRedelivery()
                .process("delay");

        from("{{source}}")
                .routeId("index")
                .setProperty(Keys.FILE, simple("{{file}}"))
                .process("recognise")
                .filter(exchangeProperty(Keys.PRODUCT).isNotNull())
                .filter(header(Keys.VECTOR).isNull())
                .to("hf-inference:image-embedding?batchSize={{batchSize}}&resultHeader=embedding")
                .end()
                .to("direct:put")
                .end()
                .process("kept");

        from("timer:sweep?delay=0&period={{poll}}")
                .routeId("sweep")
                .process("gone")
                .split(body())
                .setProperty(Keys.FILE, body())
                .to("direct:remove");

        // Between the halves of a commit the model is asked who it is, never twice at once.
        from("timer:commit?delay={{commit}}&period={{commit}}&synchronous=true")
                .routeId("commit")
                .process("prepare")
                .filter(body().isNotNull())
                .to("hf-inference:text-embedding")
                .process("commit");
    }
}
