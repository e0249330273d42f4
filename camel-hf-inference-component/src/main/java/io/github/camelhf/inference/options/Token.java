package io.github.camelhf.inference.options;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What calls of an endpoint are authorised with. Its text never holds the secret. Thread-safe. */
public interface Token {

    /**
     * The secret for the next call, null to call without.
     *
     * @throws io.github.camelhf.inference.error.HfInferenceException when there must be one and there is none
     */
    @Nullable
    String current();

    /**
     * Completes when there is something for {@link #current()} to say: at once, unless a secret must be fetched first, which holds no
     * thread of the caller's. Never fails: {@link #current()} says what went wrong.
     */
    default CompletableFuture<Void> prepared() {
        return CompletableFuture.completedFuture(null);
    }

    /**
     * Whether this secret has ended, or another has taken its place, since it was {@linkplain #current() current}: a message may wait
     * long before it is sent.
     */
    default boolean isOver(String secret) {
        return false;
    }

    /** The server answered 401 to this secret. */
    void refused(@Nullable String secret);

    /** Equal for tokens that stand for the same account of the same server, also when the secret behind them changes. */
    Object identity();

    /** One that never changes; null for none. */
    static Token fixed(@Nullable String secret) {
        return new Fixed(secret);
    }

    /** See {@link Token#fixed}. */
    record Fixed(@Nullable String secret) implements Token {

        @Override
        public @Nullable String current() {
            return secret;
        }

        @Override
        public void refused(@Nullable String refused) {
            // Nothing else to try: the answer says so to the user.
        }

        @Override
        public Object identity() {
            return this;
        }

        @Override
        public String toString() {
            return secret == null ? "no token" : "a token";
        }
    }
}
