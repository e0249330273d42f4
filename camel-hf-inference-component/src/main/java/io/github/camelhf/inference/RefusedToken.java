package io.github.camelhf.inference;

import io.github.camelhf.inference.batch.Cause;
import io.github.camelhf.inference.error.InferenceAuthenticationException;
import io.github.camelhf.inference.error.InferenceTransportException;
import io.github.camelhf.inference.error.InferenceTransportException.Phase;
import io.github.camelhf.inference.options.Token;
import io.github.camelhf.inference.transport.WireRequest;
import org.jspecify.annotations.Nullable;

/** Tells a token of the server's 401 to it, and a token that is wrong from one that was right when the message was read. */
final class RefusedToken {

    private static final int UNAUTHORIZED = 401;

    private RefusedToken() {}

    /**
     * What the exchange fails with.
     *
     * @param wire what was sent, null when nothing was
     */
    static Throwable judge(Token token, @Nullable WireRequest wire, Throwable failure) {
        Throwable cause = Cause.of(failure);
        if (wire == null
                || !(cause instanceof InferenceAuthenticationException denied)
                || denied.getStatusCode() != UNAUTHORIZED) {
            return failure;
        }
        String sent = wire.token();
        boolean over = sent != null && token.isOver(sent);
        token.refused(sent);
        // Without a cause: Camel chooses an onException by the innermost first.
        return over
                ? new InferenceTransportException(
                        token + " ended or was replaced while the message was on its way, and the server answered 401;"
                                + " another attempt goes out with the new one",
                        Phase.READ,
                        true,
                        null)
                : failure;
    }
}
