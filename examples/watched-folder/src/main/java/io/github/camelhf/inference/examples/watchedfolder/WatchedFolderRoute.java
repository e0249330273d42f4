package io.github.camelhf.inference.examples.watchedfolder;

import io.github.camelhf.inference.error.InferenceRejectedException;
import io.github.camelhf.inference.error.InferenceServerException;
import io.github.camelhf.inference.error.InferenceUnavailableException;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.error.MalformedInferenceResponseException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.OnExceptionDefinition;

/**
 * The route: pick a file up, ask what it shows unless that is known, decide, write the result beside its new place, move it
 * there. {@code camel-yaml/watched-folder.yaml} is the same in YAML. Both find their settings and beans where {@link
 * WatchedFolder} put them.
 */
final class WatchedFolderRoute extends RouteBuilder {

    static final String ID = "watched-folder";

    @Override
    public void configure() {
        // The settings' fault (token, credits, model): not handled, so the file stays in the inbox.
        onException(InferenceRejectedException.class)
                .onWhen(simple("${exception.statusCode} in '401,402,403,404,405,410,501,505'"
                        + " || ${exception.message} ~~ 'not supported by provider'"))
                .handled(false);
        // The picture's fault: it goes to failed/ with the reason. After a 424 or 500 only when it happens every time.
        onException(
                        InvalidInferenceInputException.class,
                        InferenceRejectedException.class,
                        MalformedInferenceResponseException.class)
                .handled(true)
                .setProperty(Filing.FOLDER, constant("failed"))
                .process("filing");
        tryAgain(onException(InferenceServerException.class).onWhen(simple("${exception.statusCode} in '424,500'")))
                .handled(true)
                .setProperty(Filing.FOLDER, constant("failed"))
                .process("filing");
        // The server's fault: the file stays in the inbox, too, if none of the attempts helped.
        tryAgain(onException(InferenceUnavailableException.class));

        from("file:{{inbox}}?initialDelay=0&delay={{poll}}&maxMessagesPerPoll={{filesPerPoll}}&filter=#inbox"
                        + "&exclusiveReadLockStrategy=#inbox&pollStrategy=#turnover&noop={{dryRun}}&idempotent=false"
                        + "&copyAndDeleteOnRenameFail=false&autoCreate=false&move=${exchangeProperty.WatchedFolderPlace}")
                .routeId(ID)
                .process("recall")
                .choice()
                .when(simple("${header.WatchedFolderAnswer} == null"))
                .to(
                        "hf-inference:zero-shot?labels=#prompts&maxInFlight={{maxInFlight}}&resultHeader=WatchedFolderAnswer")
                .process("keep")
                .end()
                .process("decide")
                .choice()
                .when(simple("${exchangeProperty.WatchedFolderVerdict.accepted}"))
                .setProperty(Filing.FOLDER, simple("sorted/${exchangeProperty.WatchedFolderVerdict.safeLabel}"))
                .otherwise()
                .setProperty(Filing.FOLDER, constant("review"))
                .end()
                .process("filing");
    }

    /** Waits without a thread, doubling from {@code retryDelay}; a delay that the server asks for goes first. */
    private static OnExceptionDefinition tryAgain(OnExceptionDefinition clause) {
        return clause.maximumRedeliveries("{{retries}}")
                .redeliveryDelay("{{retryDelay}}")
                .useExponentialBackOff()
                .backOffMultiplier(2)
                .maximumRedeliveryDelay(30_000)
                .asyncDelayedRedelivery();
    }
}
