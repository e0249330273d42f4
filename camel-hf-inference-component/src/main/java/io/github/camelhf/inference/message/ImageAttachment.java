package io.github.camelhf.inference.message;

import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.input.MediaTypes;
import jakarta.activation.DataHandler;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.attachment.AttachmentMessage;
import org.jspecify.annotations.Nullable;

/** The picture attached to a message without a body, as mail and multipart requests bring it. */
final class ImageAttachment {

    private ImageAttachment() {}

    /**
     * The one image among the attachments, null when nothing is attached at all.
     *
     * @throws InvalidInferenceInputException when there are attachments, but not exactly one image among them
     */
    static @Nullable DataHandler of(Exchange exchange) {
        AttachmentMessage message = exchange.getMessage(AttachmentMessage.class);
        if (message == null || !message.hasAttachments()) {
            return null;
        }
        List<DataHandler> images = message.getAttachments().entrySet().stream()
                .filter(ImageAttachment::isImage)
                .map(Map.Entry::getValue)
                .toList();
        if (images.size() != 1) {
            throw new InvalidInferenceInputException("the body is empty and " + images.size() + " of "
                    + message.getAttachments().size()
                    + " attachments are images: expected one; put the picture that is meant into the body");
        }
        return images.get(0);
    }

    /** By what it declares; a sender that declares nothing useful may still have given it a name. */
    private static boolean isImage(Map.Entry<String, DataHandler> attachment) {
        DataHandler data = attachment.getValue();
        return MediaTypes.ofDeclaration(String.valueOf(data.getContentType()))
                .or(() -> Optional.ofNullable(data.getName()).flatMap(MediaTypes::ofName))
                .or(() -> MediaTypes.ofName(attachment.getKey()))
                .filter(type -> type.startsWith("image/"))
                .isPresent();
    }
}
