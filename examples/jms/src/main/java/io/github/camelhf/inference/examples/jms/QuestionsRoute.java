package io.github.camelhf.inference.examples.jms;

import io.github.camelhf.inference.error.HfInferenceException;
import io.github.camelhf.inference.error.InferenceUnavailableException;
import org.apache.camel.builder.RouteBuilder;

/**
 * Answers who asks over the queue {@code questions}; {@code camel-yaml/questions.yaml} is the same in YAML. A failure is an
 * answer, too, with the header {@code FailureClass}. One consumer keeps many calls open, since none holds a thread.
 */
final class QuestionsRoute extends RouteBuilder {

    @Override
    public void configure() {
        onException(InferenceUnavailableException.class)
                .maximumRedeliveries("{{retries}}")
                .redeliveryDelay("{{retryDelay}}")
                .asyncDelayedRedelivery()
                .handled(true)
                .process("cause")
                .setBody(simple("${exception.message}"));
        onException(HfInferenceException.class).handled(true).process("cause").setBody(simple("${exception.message}"));

        from("jms:queue:questions?asyncConsumer=true")
                .routeId("questions")
                .to("hf-inference:zero-shot?labels={{labels}}&resultFormat=json"
                        + "&maxRetryAfter={{maxWait}}&maxWaitForModel={{maxHold}}")
                .setHeader("Label", simple("${header.CamelHfInferenceLabel}"))
                .setHeader("Score", simple("${header.CamelHfInferenceScore}"));
    }
}
