package io.github.camelhf.inference.examples.ftp;

import io.github.camelhf.inference.error.InferenceAuthenticationException;
import io.github.camelhf.inference.error.InferenceQuotaException;
import io.github.camelhf.inference.error.InferenceRejectedException;
import io.github.camelhf.inference.error.InferenceUnavailableException;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.error.MalformedInferenceResponseException;
import org.apache.camel.builder.RouteBuilder;

/**
 * From {@code inbox} on an FTP and on an SFTP server to {@code sorted/<label>} there; {@code camel-yaml/remote-folder.yaml} is
 * the same in YAML. Pictures are streamed. Only one that arrived whole is classified, and only then it is moved.
 */
final class RemoteFolderRoute extends RouteBuilder {

    /** Its strategy takes whole files only, and replaces none where one is moved to. */
    private static final String FOLDER = "inbox?username={{user}}&password=RAW({{password}})"
            + "&stepwise=false&streamDownload=true&initialDelay=0&delay={{poll}}&soTimeout={{silence}}"
            + "&move=../${exchangeProperty.Folder}/${file:name}"
            + "&processStrategy=#class:io.github.camelhf.inference.HfInferenceFiles('{{rest}}')";

    @Override
    public void configure() {
        // The picture's fault: it is moved to failed.
        onException(
                        InvalidInferenceInputException.class,
                        InferenceRejectedException.class,
                        MalformedInferenceResponseException.class)
                .handled(true)
                .setProperty("Folder", constant("failed"));
        // The server's or the settings' fault, as is any other failure: it stays in the inbox for a later poll.
        onException(InferenceUnavailableException.class)
                .maximumRedeliveries("{{retries}}")
                .redeliveryDelay("{{retryDelay}}");
        onException(InferenceAuthenticationException.class, InferenceQuotaException.class)
                .handled(false);

        from("ftp:{{ftp}}/" + FOLDER + "&passiveMode=true&binary=true")
                .routeId("ftp")
                .to("direct:classify");
        from("sftp:{{sftp}}/" + FOLDER + "&knownHosts=#knownHosts&strictHostKeyChecking=yes")
                .routeId("sftp")
                .to("direct:classify");

        from("direct:classify")
                .routeId("classify")
                .process("whole")
                .to("hf-inference:zero-shot?labels={{labels}}&maxRetryAfter={{maxWait}}")
                .setProperty("Folder", simple("sorted/${header.CamelHfInferenceSafeLabel}"));
    }
}
