package io.github.camelhf.inference.examples.folder;

import io.github.camelhf.inference.error.InferenceAuthenticationException;
import io.github.camelhf.inference.error.InferenceQuotaException;
import io.github.camelhf.inference.error.InferenceUnavailableException;
import org.apache.camel.builder.RouteBuilder;

/**
 * Classifies each picture of a tree and moves it: into {@code done} beside its result, or into {@code failed} beside the reason.
 * {@code camel-yaml/moving.yaml} is the same in YAML.
 */
final class MovingRoute extends RouteBuilder {

    /** The time keeps a picture and what is written beside it together when another of its name is there already. */
    private static final String NAME =
            "${file:name.noext.single}-${date:now:yyyyMMdd-HHmmss-SSS}.${file:name.ext.single}";

    @Override
    public void configure() {
        // moveFailed would also take the pictures of an outage: their attempts have no end.
        onException(
                        InferenceUnavailableException.class,
                        InferenceAuthenticationException.class,
                        InferenceQuotaException.class)
                .maximumRedeliveries(-1)
                .redeliveryDelay("{{retryDelay}}")
                .useExponentialBackOff()
                .maximumRedeliveryDelay("{{longestDelay}}")
                .asyncDelayedRedelivery();
        // Not handled: what fails is the picture's fault, so moveFailed takes it.
        onException(Exception.class)
                .setBody(simple("${exception.message}"))
                .to("file:{{failed}}?fileName=${exchangeProperty.Name}.txt&tempPrefix=.part-");

        from("file:{{inbox}}?recursive=true&initialDelay=0&delay={{poll}}&maxMessagesPerPoll={{atATime}}"
                        + "&processStrategy=#class:io.github.camelhf.inference.HfInferenceFiles('{{rest}}')"
                        + "&eagerMaxMessagesPerPoll=true"
                        + "&move={{done}}/${exchangeProperty.Name}&moveFailed={{failed}}/${exchangeProperty.Name}")
                .routeId("moving")
                .setProperty("Name", simple(NAME))
                .to("hf-inference:zero-shot?labels={{labels}}&resultFormat=json")
                .to("file:{{done}}?fileName=${exchangeProperty.Name}.json&tempPrefix=.part-");
    }
}
