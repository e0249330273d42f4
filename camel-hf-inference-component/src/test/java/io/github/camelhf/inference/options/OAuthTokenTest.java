package io.github.camelhf.inference.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelhf.inference.error.InferenceTransportException;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Tokens for a while, with a clock and a background that the test moves. */
class OAuthTokenTest {

    private final Deque<Runnable> background = new ArrayDeque<>();
    private Instant now = Instant.parse("2026-11-26T12:00:00Z");
    private Callable<String> source = () -> "first";
    private final OAuthToken token = new OAuthToken("hub", () -> source.call(), background::add, () -> now);

    private void fetch() {
        background.remove().run();
    }

    private String jwt(int seconds) {
        String claims = "{\"exp\":" + now.plusSeconds(seconds).getEpochSecond() + "}";
        return "e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".sig" + seconds;
    }

    @Test
    void theFirstCallWaitsWithoutAThreadAndOthersWaitForTheSameFetch() {
        CompletableFuture<Void> first = token.prepared();
        CompletableFuture<Void> second = token.prepared();

        assertThat(first).isNotDone();
        assertThat(second).isSameAs(first);
        assertThat(background).hasSize(1);
        fetch();
        assertThat(first).isCompleted();
        assertThat(token.current()).isEqualTo("first");
    }

    @Test
    void aTokenThatTellsItsEndIsRenewedBeforeItWhileCallsGoOn() {
        String old = jwt(60);
        source = () -> old;
        token.prepared();
        fetch();
        now = now.plusSeconds(54);
        assertThat(token.prepared()).isCompleted();
        assertThat(background).as("in its time").isEmpty();

        now = now.plusSeconds(2);
        source = () -> "renewed";
        assertThat(token.prepared()).as("nobody waits").isCompleted();
        assertThat(token.current()).isEqualTo(old);
        fetch();
        assertThat(token.current()).isEqualTo("renewed");
    }

    @Test
    void aTokenThatHasEndedIsWaitedFor() {
        source = () -> jwt(60);
        token.prepared();
        fetch();
        now = now.plusSeconds(59);

        assertThat(token.prepared()).isNotDone();
    }

    @Test
    void aTokenThatDoesNotTellIsAskedForAgainInAFewSeconds() {
        token.prepared();
        fetch();
        now = now.plusMillis(1900);
        assertThat(token.prepared()).isCompleted();
        assertThat(background).isEmpty();

        now = now.plusSeconds(1);
        assertThat(token.prepared()).as("in the background").isCompleted();
        assertThat(background).hasSize(1);
        fetch();
        now = now.plusSeconds(5);
        assertThat(token.prepared()).as("not trusted for so long").isNotDone();
    }

    @Test
    void aFailureIsToldAndPassesWithTheNextFetch() {
        source = () -> {
            throw new IOException("connection refused");
        };
        CompletableFuture<Void> prepared = token.prepared();
        fetch();

        assertThat(prepared).isCompleted();
        assertThatThrownBy(token::current)
                .isInstanceOfSatisfying(
                        InferenceTransportException.class,
                        failure -> assertThat(failure.isRetryable()).isTrue())
                .hasMessage("the token of oauthProfile hub could not be fetched: connection refused");
        source = () -> "later";
        token.prepared();
        fetch();
        assertThat(token.current()).isEqualTo("later");
    }

    @Test
    void aFailedRenewalLeavesTheTokenUntilItsEnd() {
        String old = jwt(60);
        source = () -> old;
        token.prepared();
        fetch();
        now = now.plusSeconds(56);
        source = () -> {
            throw new IOException("down");
        };
        token.prepared();
        fetch();
        assertThat(token.current()).isEqualTo(old);

        now = now.plusSeconds(10);
        assertThat(token.prepared()).isNotDone();
        fetch();
        assertThatThrownBy(token::current).hasMessageContaining("down");
    }

    @Test
    void aPropertyThatIsMissingIsNotWorthAnotherAttempt() {
        source = () -> {
            throw new IllegalArgumentException("Required OAuth property not found: camel.oauth.hub.client-id");
        };
        token.prepared();
        fetch();

        assertThatThrownBy(token::current)
                .isInstanceOf(InvalidInferenceInputException.class)
                .hasMessageContaining("see the properties camel.oauth.hub.*");
    }

    @Test
    void aTokenThatNoHeaderTakesIsRefused() {
        source = () -> "two words";
        token.prepared();
        fetch();

        assertThatThrownBy(token::current)
                .hasMessageContaining("characters that no token has")
                .hasMessageNotContaining("two");
    }

    @Test
    void anErrorIsToldAndKeepsNobodyWaiting() {
        source = () -> {
            throw new NoClassDefFoundError("io/some/Library");
        };
        CompletableFuture<Void> prepared = token.prepared();
        fetch();

        assertThat(prepared).isCompleted();
        assertThatThrownBy(token::current).hasMessageEndingWith("could not be fetched: io/some/Library");
        source = () -> {
            throw new ConnectException();
        };
        token.prepared();
        fetch();
        assertThatThrownBy(token::current).hasMessageEndingWith("could not be fetched: java.net.ConnectException");
    }

    @Test
    void aMessageThatIsAboutToBeSentGoesOutWithTheTokenThatAnotherWasRefused() {
        token.prepared();
        fetch();
        assertThat(token.prepared()).isCompleted();

        token.refused("first");

        assertThat(token.current()).isEqualTo("first");
    }

    @Test
    void aTokenIsOverWhenItHasEndedOrAnotherIsThere() {
        String first = jwt(60);
        source = () -> first;
        token.prepared();
        fetch();
        assertThat(token.isOver(first)).isFalse();
        assertThat(token.isOver("one before")).isTrue();
        token.refused(first);
        assertThat(token.isOver(first)).as("refused in its time").isFalse();

        now = now.plusSeconds(60);
        assertThat(token.isOver(first)).isTrue();
    }

    @Test
    void aRefusedTokenIsAskedForAgain() {
        token.prepared();
        fetch();
        token.refused("another");
        assertThat(token.prepared()).isCompleted();

        token.refused("first");

        assertThat(token.prepared()).isNotDone();
        assertThat(token.toString()).doesNotContain("first");
    }
}
