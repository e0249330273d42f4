package io.github.camelhf.inference.examples.http;

import io.github.camelhf.inference.error.HfInferenceException;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;

/**
 * {@code POST /classify} with a picture answers with its labels as JSON; {@code camel-yaml/classify.yaml} is the same in YAML.
 * One request is one call: the caller knows better than the route how long it can wait.
 */
final class ClassifyRoute extends RouteBuilder {

    @Override
    public void configure() {
        onException(HfInferenceException.class)
                .handled(true)
                .log(LoggingLevel.WARN, "${exception.message}")
                .process("problem");

        from("platform-http:/classify?httpMethodRestrict=POST&consumes=image/*,application/octet-stream")
                .routeId("classify")
                .to("hf-inference:zero-shot?labels={{labels}}&resultFormat=json"
                        + "&requestTimeout={{requestTimeout}}&maxWaitForModel={{maxWait}}")
                // Headers of the request would go back with the answer.
                .removeHeaders("*")
                .setHeader(Exchange.CONTENT_TYPE, constant("application/json"));
    }
}
