package io.github.camelhf.inference.input;

import java.net.URI;

/** A picture of a request: either its bytes or an address from which the endpoint is to fetch it. */
public sealed interface Image {

    /**
     * A picture that we send.
     *
     * @param content   its bytes, as they go out
     * @param mediaType one of {@link MediaTypes#IMAGES}
     */
    record Picture(Content content, String mediaType) implements Image {}

    /** An http or https address that the endpoint fetches itself. */
    record Link(URI address) implements Image {}
}
