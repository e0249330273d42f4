package io.github.camelhf.inference.examples.redaction;

import io.github.camelhf.inference.HfInferencePictures;
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
 * Stores each document in {@code redacted} without names, addresses, numbers and faces, or sets it aside in {@code parked};
 * {@code camel-yaml/redaction.yaml} is the same in YAML. Only the last step writes to {@code redacted}, and a failure ends before it.
 * Camel would call what it is writing by the name of the original, so that is named, too.
 */
final class RedactionRoute extends RouteBuilder {

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
        // The document's fault: a person has to look at it, and at the reason beside it. After a 424 or 500 only when
        // it happens each time.
        park(onException(
                InvalidInferenceInputException.class,
                InferenceRejectedException.class,
                MalformedInferenceResponseException.class,
                UnreadableDocumentException.class));
        park(tryAgain(
                onException(InferenceServerException.class).onWhen(simple("${exception.statusCode} regex '424|500'"))));

        from("file:{{root}}/inbox?initialDelay=0&delay={{poll}}&maxMessagesPerPoll={{atATime}}"
                        + "&processStrategy=#class:io.github.camelhf.inference.HfInferenceFiles('{{rest}}')"
                        + "&move={{root}}/${exchangeProperty.Folder}/${exchangeProperty.Id}/${file:onlyname}")
                .routeId("redaction")
                .process("intake")
                .choice()
                .when(simple("${exchangeProperty.Kind} == 'text/plain'"))
                .bean(Redaction.class, "pieces")
                .to("hf-inference:token-classification?model={{names}}&endpointUrl={{?namesUrl}}"
                        + "&parameters.aggregation_strategy=first&resultHeader=found")
                .bean(Redaction.class, "blackedOut(${body}, ${header.found})")
                .setProperty("Ending", constant("txt"))
                .when(simple("${exchangeProperty.Kind} startsWith 'image/'"))
                .to("hf-inference:object-detection?model={{things}}&endpointUrl={{?thingsUrl}}"
                        + "&parameters.threshold={{threshold}}&resultHeader=found")
                .bean(HfInferencePictures.class, "{{hide}}(${exchange}, ${header.found})")
                .setProperty("Ending", simple("${header.Content-Type.substring(6)}"))
                .otherwise()
                .throwException(
                        UnreadableDocumentException.class,
                        "expected a plain text or a picture, got ${exchangeProperty.Kind}")
                .end()
                .setProperty("Folder", constant("originals"))
                .to(
                        "file:{{root}}/redacted?fileName=${exchangeProperty.Id}.${exchangeProperty.Ending}&tempFileName=.part-${exchangeProperty.Id}");
    }

    private static OnExceptionDefinition tryAgain(OnExceptionDefinition clause) {
        return clause.maximumRedeliveries("{{retries}}")
                .redeliveryDelay("{{retryDelay}}")
                .useExponentialBackOff()
                .asyncDelayedRedelivery();
    }

    private void park(OnExceptionDefinition clause) {
        clause.handled(true)
                .setProperty("Folder", constant("parked"))
                .setBody(simple("${exception.message}"))
                .to(
                        "file:{{root}}/parked?fileName=${exchangeProperty.Id}/reason.txt&tempFileName=.part-${exchangeProperty.Id}");
    }
}
