package io.github.camelhf.inference.options;

import io.github.camelhf.inference.error.InferenceTransportException;
import io.github.camelhf.inference.error.InferenceTransportException.Phase;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.transport.ErrorText;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A token that an identity provider gives for a while. It is fetched on a thread of its own, and asked for again in good time before its
 * end, so that calls go on with the old one meanwhile. Where a token does not say when it ends, its source is asked every few seconds:
 * camel-oauth keeps tokens and gives none that ends within 5 s. Source: Camel 4.22's OAuthClientConfig, read 2026-11-26. Thread-safe.
 */
final class OAuthToken implements Token {

    private static final CompletableFuture<Void> READY = CompletableFuture.completedFuture(null);

    private final String profile;
    private final Callable<String> source;
    private final Executor background;
    private final InstantSource clock;
    private @Nullable Held held;
    private @Nullable Throwable problem;
    private @Nullable CompletableFuture<Void> fetching;

    /**
     * Fetches nothing yet.
     *
     * @param source     gives the token, and may block
     * @param background runs what may block
     */
    OAuthToken(String profile, Callable<String> source, Executor background, InstantSource clock) {
        this.profile = profile;
        this.source = source;
        this.background = background;
        this.clock = clock;
    }

    /**
     * A token and its times.
     *
     * @param renewed when its source should be asked again
     * @param ends    when it should be used no more
     */
    private record Held(String secret, Instant renewed, Instant ends) {

        private static final Duration LEAD = Duration.ofSeconds(5);
        private static final Duration ASKED_AGAIN = Duration.ofSeconds(2);
        private static final Duration TRUSTED = Duration.ofSeconds(4);

        static Held of(String secret, Instant now) {
            Instant end = TokenExpiry.of(secret);
            return end != null && end.isAfter(now.plus(LEAD).plus(ASKED_AGAIN))
                    ? new Held(secret, end.minus(LEAD), end.minusSeconds(1))
                    : new Held(secret, now.plus(ASKED_AGAIN), now.plus(TRUSTED));
        }
    }

    @Override
    public CompletableFuture<Void> prepared() {
        Instant now = clock.instant();
        CompletableFuture<Void> started;
        synchronized (this) {
            boolean usable = isUsable(now);
            if (usable && held != null && now.isBefore(held.renewed())) {
                return READY;
            }
            if (fetching != null) {
                return usable ? READY : fetching;
            }
            fetching = new CompletableFuture<>();
            started = usable ? READY : fetching;
        }
        try {
            background.execute(this::fetch);
        } catch (RejectedExecutionException e) {
            ended(null, e);
        }
        return started;
    }

    private boolean isUsable(Instant now) {
        return held != null && now.isBefore(held.ends());
    }

    private void fetch() {
        try {
            ended(
                    Held.of(TokenReader.clean("the token of oauthProfile " + profile, source.call()), clock.instant()),
                    null);
        } catch (Throwable e) {
            // Also an Error: left to fly, it would keep messages waiting for ever.
            ended(null, e);
        }
    }

    private void ended(@Nullable Held fetched, @Nullable Throwable failure) {
        CompletableFuture<Void> done;
        synchronized (this) {
            held = fetched == null ? held : fetched;
            problem = failure;
            done = fetching;
            fetching = null;
        }
        if (done != null) {
            done.complete(null);
        }
    }

    @Override
    public synchronized String current() {
        Throwable failure = problem;
        if (held != null && (failure == null || isUsable(clock.instant()))) {
            return held.secret();
        }
        String text = "the token of oauthProfile " + profile + " could not be fetched: "
                + (failure == null
                        ? "it is still being fetched"
                        : ErrorText.clean(
                                failure.getMessage() == null ? failure.toString() : failure.getMessage(), List.of()));
        if (failure instanceof IllegalArgumentException) {
            throw new InvalidInferenceInputException(
                    text + "; see the properties camel.oauth." + profile + ".*", failure);
        }
        throw new InferenceTransportException(text, Phase.CONNECT, true, failure);
    }

    @Override
    public synchronized boolean isOver(String secret) {
        Instant end = TokenExpiry.of(secret);
        boolean ended = end != null && !end.isAfter(clock.instant());
        return ended || (held != null && !held.secret().equals(secret));
    }

    /** The next call asks for another one. Those that are about to be sent go out with this one, and hear of it themselves. */
    @Override
    public synchronized void refused(@Nullable String secret) {
        if (held != null && held.secret().equals(secret)) {
            held = new Held(held.secret(), Instant.MIN, Instant.MIN);
        }
    }

    @Override
    public Object identity() {
        return List.of("oauthProfile", profile);
    }

    @Override
    public String toString() {
        return "a token of oauthProfile " + profile;
    }
}
