package io.github.camelhf.inference.examples.folder;

import io.github.camelhf.inference.error.InferenceAuthenticationException;
import io.github.camelhf.inference.error.InferenceQuotaException;
import io.github.camelhf.inference.error.InferenceRejectedException;
import io.github.camelhf.inference.error.InferenceUnavailableException;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.error.MalformedInferenceResponseException;
import org.apache.camel.builder.RouteBuilder;

/**
 * Classifies each picture of a tree once and writes the result into another tree; {@code camel-yaml/folder.yaml} is the same in
 * YAML. The pictures stay where they are; a file remembers those that have a result.
 */
final class FolderRoute extends RouteBuilder {

    @Override
    public void configure() {
        // The picture's fault: the cause is its result.
        onException(
                        InvalidInferenceInputException.class,
                        InferenceRejectedException.class,
                        MalformedInferenceResponseException.class)
                .handled(true)
                .setBody(simple("${exception.message}"))
                .to("file:{{results}}?fileName=${file:name}.failed.txt&tempPrefix=.part-");
        // The server's or the settings' fault, as is any other failure: it has no result and its turn comes again.
        onException(InferenceUnavailableException.class)
                .maximumRedeliveries("{{retries}}")
                .redeliveryDelay("{{retryDelay}}")
                .useExponentialBackOff()
                .asyncDelayedRedelivery();
        onException(InferenceAuthenticationException.class, InferenceQuotaException.class)
                .handled(false);

        from("file:{{pictures}}?recursive=true&noop=true&initialDelay=0&delay={{poll}}&maxMessagesPerPoll={{atATime}}"
                        + "&processStrategy=#class:io.github.camelhf.inference.HfInferenceFiles('{{rest}}')"
                        + "&eagerMaxMessagesPerPoll=true&idempotentRepository=#seen"
                        + "&idempotentKey=${file:name} ${file:size} ${file:modified}")
                .routeId("folder")
                .to("hf-inference:zero-shot?labels={{labels}}&resultFormat=json")
                .to("file:{{results}}?fileName=${file:name}.json&tempPrefix=.part-");
    }
}
