package io.github.camelhf.inference.input;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** A picture of a request: either its bytes or an address from which the endpoint is to fetch it. */
public sealed interface Image {

    /**
     * A picture that we send.
     *
     * @param content   its bytes, as they go out
     * @param mediaType one of {@link MediaTypes#IMAGES}
     * @param view      where it lies on the picture in the message, null where its size is not known
     */
    record Picture(
            Content content, String mediaType, @Nullable PictureView view) implements Image {

        /** A picture of unknown size. */
        public Picture(Content content, String mediaType) {
            this(content, mediaType, null);
        }
    }

    /** An http or https address that the endpoint fetches itself. */
    record Link(URI address) implements Image {}
}
