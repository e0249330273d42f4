package io.github.camelhf.inference.examples.inbox;

import io.github.camelhf.inference.error.InferenceAuthenticationException;
import io.github.camelhf.inference.error.InferenceQuotaException;
import io.github.camelhf.inference.error.InferenceRejectedException;
import io.github.camelhf.inference.error.InferenceServerException;
import io.github.camelhf.inference.error.InferenceUnavailableException;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.error.MalformedInferenceResponseException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.OnExceptionDefinition;

/**
 * Takes each mail apart and stores each part in a folder of its kind, with what a model says about it beside it; {@code
 * camel-yaml/inbox.yaml} is the same in YAML.
 */
final class InboxRoute extends RouteBuilder {

    @Override
    public void configure() {
        // The server's or the settings' fault, as is any other failure: the mail stays unread, and its turn comes
        // again.
        tryAgain(onException(InferenceUnavailableException.class));
        onException(InferenceAuthenticationException.class, InferenceQuotaException.class)
                .handled(false);
        onException(InferenceRejectedException.class)
                .onWhen(simple("${exception.statusCode} regex '404|405|410'"))
                .handled(false);
        // The part's fault: it is kept beside the reason, and the others go on. After a 424 or 500 only when it
        // happens each time.
        keep(onException(
                InvalidInferenceInputException.class,
                InferenceRejectedException.class,
                MalformedInferenceResponseException.class));
        keep(tryAgain(
                onException(InferenceServerException.class).onWhen(simple("${exception.statusCode} regex '424|500'"))));

        from("{{mail}}?username={{user}}&password=RAW({{password}})&unseen=true&mapMailMessage=false"
                        + "&additionalJavaMailProperties.mail.imap.partialfetch=false&initialDelay=0&delay={{poll}}")
                .routeId("inbox")
                .split(method("parts", "of"))
                .setProperty("Part", body())
                .idempotentConsumer(simple("${exchangeProperty.Part.name}"))
                .idempotentRepository("#seen")
                .eager(false)
                .setBody(simple("${exchangeProperty.Part.content}"))
                .setProperty(Exchange.CHARSET_NAME, simple("${exchangeProperty.Part.charset}"))
                .choice()
                .when(simple("${exchangeProperty.Part.mediaType} startsWith 'image/'"))
                .to("hf-inference:image-classification?model={{pictures}}&endpointUrl={{?picturesUrl}}&topK=3"
                        + "&resultHeader=answer&resultFormat=json")
                .setProperty("Folder", simple("pictures/${header.CamelHfInferenceSafeLabel}"))
                .when(simple("${exchangeProperty.Part.mediaType} == 'text/plain'"))
                .to("hf-inference:zero-shot-classification?model={{texts}}&endpointUrl={{?textsUrl}}&labels={{topics}}"
                        + "&resultHeader=answer&resultFormat=json")
                .setProperty("Folder", simple("texts/${header.CamelHfInferenceSafeLabel}"))
                .when(simple("${exchangeProperty.Part.mediaType} startsWith 'audio/'"))
                .to("hf-inference:automatic-speech-recognition?model={{sounds}}&endpointUrl={{?soundsUrl}}"
                        + "&resultHeader=answer&resultFormat=json")
                .setProperty("Folder", constant("sounds"))
                .otherwise()
                .setProperty("Folder", constant("other"))
                .setHeader("answer", simple("${exchangeProperty.Part.mediaType}"))
                .end()
                .to("direct:file");

        from("direct:file")
                .routeId("file")
                .to("file:{{root}}?fileName=${exchangeProperty.Folder}/${exchangeProperty.Part.name}&tempPrefix=.part-")
                .setBody(header("answer"))
                .to(
                        "file:{{root}}?fileName=${exchangeProperty.Folder}/${exchangeProperty.Part.name}.txt&tempPrefix=.part-");
    }

    private static OnExceptionDefinition tryAgain(OnExceptionDefinition clause) {
        return clause.maximumRedeliveries("{{retries}}")
                .redeliveryDelay("{{retryDelay}}")
                .useExponentialBackOff()
                .asyncDelayedRedelivery();
    }

    private void keep(OnExceptionDefinition clause) {
        clause.handled(true)
                .setProperty("Folder", constant("failed"))
                .setHeader("answer", simple("${exception.message}"))
                .to("direct:file");
    }
}
