package io.github.camelhf.inference.examples.invoice;

import io.github.camelhf.inference.error.InferenceAuthenticationException;
import io.github.camelhf.inference.error.InferenceQuotaException;
import io.github.camelhf.inference.error.InferenceRejectedException;
import io.github.camelhf.inference.error.InferenceServerException;
import io.github.camelhf.inference.error.InferenceUnavailableException;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.error.MalformedInferenceResponseException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.OnExceptionDefinition;

/**
 * Makes a record of each picture of an invoice: into {@code booked} when it can be trusted, else into {@code review} with the reason
 * beside it; {@code camel-yaml/invoice.yaml} is the same in YAML.
 */
final class InvoiceRoute extends RouteBuilder {

    @Override
    public void configure() {
        // The server's or the settings' fault, as is any other failure: it stays in the inbox, and its turn comes
        // again.
        tryAgain(onException(InferenceUnavailableException.class));
        onException(InferenceAuthenticationException.class, InferenceQuotaException.class)
                .handled(false);
        onException(InferenceRejectedException.class)
                .onWhen(simple("${exception.statusCode} regex '404|405|410'"))
                .handled(false);
        // A person has to look: a schema that is not kept, an answer that was cut off, a refusal, no picture, a wrong
        // sum, and a picture at which the server fails each time.
        review(onException(
                MalformedInferenceResponseException.class,
                InferenceRejectedException.class,
                InvalidInferenceInputException.class,
                WrongInvoiceException.class));
        review(tryAgain(
                onException(InferenceServerException.class).onWhen(simple("${exception.statusCode} regex '424|500'"))));

        from("file:{{root}}/inbox?initialDelay=0&delay={{poll}}&maxMessagesPerPoll={{atATime}}"
                        + "&processStrategy=#class:io.github.camelhf.inference.HfInferenceFiles('{{rest}}')"
                        + "&move={{root}}/${exchangeProperty.Folder}/${exchangeProperty.Name}")
                .routeId("invoice")
                .process("naming")
                .setProperty("Folder", constant("booked"))
                .to("hf-inference:chat?endpointUrl={{endpointUrl}}&model={{model}}&resultFormat=json"
                        + "&prompt={{prompt}}&responseSchema=resource:classpath:invoice.schema.json"
                        + "&parameters.max_tokens={{maxTokens}}&parameters.temperature=0")
                .process("check")
                .to(
                        "file:{{root}}/booked?fileName=${exchangeProperty.Name}.json&tempFileName=.part-${exchangeProperty.Name}");
    }

    private static OnExceptionDefinition tryAgain(OnExceptionDefinition clause) {
        return clause.maximumRedeliveries("{{retries}}")
                .redeliveryDelay("{{retryDelay}}")
                .useExponentialBackOff()
                .asyncDelayedRedelivery();
    }

    private void review(OnExceptionDefinition clause) {
        clause.handled(true)
                .setProperty("Folder", constant("review"))
                .setBody(simple("${exception.message}"))
                .to(
                        "file:{{root}}/review?fileName=${exchangeProperty.Name}.txt&tempFileName=.part-${exchangeProperty.Name}");
    }
}
