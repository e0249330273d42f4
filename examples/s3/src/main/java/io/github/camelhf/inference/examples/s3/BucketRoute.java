package io.github.camelhf.inference.examples.s3;

import io.github.camelhf.inference.error.InferenceAuthenticationException;
import io.github.camelhf.inference.error.InferenceQuotaException;
import io.github.camelhf.inference.error.InferenceRejectedException;
import io.github.camelhf.inference.error.InferenceUnavailableException;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.error.MalformedInferenceResponseException;
import org.apache.camel.builder.RouteBuilder;

/**
 * From the bucket {@code inbox} to {@code pictures}, each with its result as a sidecar object; {@code camel-yaml/bucket.yaml} is
 * the same in YAML. An object leaves the inbox only when its copy and its sidecar are stored.
 */
final class BucketRoute extends RouteBuilder {

    @Override
    public void configure() {
        // The picture's fault: it goes to failed/ with the cause as its sidecar.
        onException(
                        InvalidInferenceInputException.class,
                        InferenceRejectedException.class,
                        MalformedInferenceResponseException.class)
                .handled(true)
                .process("cause")
                .setProperty("Folder", constant("failed"))
                .process("filing");
        // The server's or the settings' fault, as is any other failure: it stays in the inbox for a later poll.
        onException(InferenceUnavailableException.class)
                .maximumRedeliveries("{{retries}}")
                .redeliveryDelay("{{retryDelay}}")
                .useExponentialBackOff()
                .asyncDelayedRedelivery();
        onException(InferenceAuthenticationException.class, InferenceQuotaException.class)
                .handled(false);

        from("aws2-s3:inbox?amazonS3Client=#s3&includeBody=false&deleteAfterRead=true"
                        + "&maxMessagesPerPoll={{atATime}}&initialDelay=0&delay={{poll}}")
                .routeId("bucket")
                .to("hf-inference:zero-shot?labels={{labels}}&resultFormat=json&maxRetryAfter={{maxWait}}")
                .setProperty("Folder", simple("sorted/${header.CamelHfInferenceSafeLabel}"))
                .process("filing");
    }
}
