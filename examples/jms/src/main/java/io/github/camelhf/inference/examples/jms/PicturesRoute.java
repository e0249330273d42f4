package io.github.camelhf.inference.examples.jms;

import io.github.camelhf.inference.error.InferenceAuthenticationException;
import io.github.camelhf.inference.error.InferenceQuotaException;
import io.github.camelhf.inference.error.InferenceRejectedException;
import io.github.camelhf.inference.error.InferenceServerException;
import io.github.camelhf.inference.error.InferenceUnavailableException;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.error.MalformedInferenceResponseException;
import org.apache.camel.builder.RouteBuilder;

/**
 * From the queue {@code pictures} to {@code results}, in one transaction for each picture; {@code camel-yaml/pictures.yaml} is
 * the same in YAML. Taking the picture and sending its result happen together or not at all. One delivery is one call: the
 * broker keeps the time between deliveries and counts them.
 */
final class PicturesRoute extends RouteBuilder {

    @Override
    public void configure() {
        // Not the picture's fault: the transaction is rolled back, and the broker delivers it again, as often as it
        // takes.
        onException(
                        InferenceUnavailableException.class,
                        InferenceAuthenticationException.class,
                        InferenceQuotaException.class)
                .handled(false);
        // The picture's fault for certain, or so it seems after so many deliveries: set aside, with the cause.
        onException(
                        InvalidInferenceInputException.class,
                        InferenceRejectedException.class,
                        MalformedInferenceResponseException.class)
                .handled(true)
                .process("cause")
                .to("jms:queue:pictures.failed");
        onException(InferenceServerException.class)
                .onWhen(simple("${exception.statusCode} in '424,500' && ${header.JMSXDeliveryCount} >= {{attempts}}"))
                .handled(true)
                .process("cause")
                .to("jms:queue:pictures.failed");
        onException(Exception.class)
                .onWhen(simple("${header.JMSXDeliveryCount} >= {{attempts}}"))
                .handled(true)
                .process("cause")
                .to("jms:queue:pictures.failed");

        from("jms:queue:pictures?transacted=true&disableReplyTo=true&concurrentConsumers={{consumers}}")
                .routeId("pictures")
                .transacted()
                .to("hf-inference:zero-shot?labels={{labels}}&resultFormat=json"
                        + "&maxRetryAfter={{maxWait}}&maxWaitForModel={{maxHold}}")
                .setHeader("Label", simple("${header.CamelHfInferenceLabel}"))
                .setHeader("Score", simple("${header.CamelHfInferenceScore}"))
                .to("jms:queue:results");
    }
}
