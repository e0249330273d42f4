package io.github.camelhf.inference.message;

import io.github.camelhf.inference.HfInferenceHeaders;
import io.github.camelhf.inference.input.MediaTypes;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * The media type that a message declares: our own header first, then those of the components that read files and stores. Source
 * of the names: the header constants of Camel's storage components, read 2026-11-20.
 */
final class DeclaredType {

    static final List<String> HEADERS = List.of(
            HfInferenceHeaders.MEDIA_TYPE,
            Exchange.FILE_CONTENT_TYPE,
            "CamelAwsS3ContentType",
            "CamelAzureStorageBlobContentType",
            "CamelAzureStorageDataLakeContentType",
            "CamelGoogleCloudStorageContentType",
            "CamelMinioContentType",
            "CamelIBMCOSContentType");

    private DeclaredType() {}

    static Optional<String> of(Message message) {
        return HEADERS.stream()
                .map(header -> message.getHeader(header, String.class))
                .filter(Objects::nonNull)
                .flatMap(declared -> MediaTypes.ofDeclaration(declared).stream())
                .findFirst();
    }
}
