package io.github.camelhf.inference;

import java.time.Duration;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/** The options that say what happens while a server cannot answer. Each sentence stands beside its option. */
@UriParams
public class HfInferenceResilience {

    @UriParam(
            label = "advanced",
            defaultValue = "true",
            description =
                    "Whether the server's answers hold further calls back: while a model loads one call at a time asks for it, after a 429 none is sent until the stated time, and after an overload fewer are open at a time. With false only maxInFlight bounds the calls.")
    private boolean adaptive = true;

    @UriParam(
            defaultValue = "10m",
            description =
                    "Longest time that a message waits unsent while its model loads or the server limits the rate; then it fails with ModelLoadingException or RateLimitedException. At least 1 ms, at most 365 days.")
    private Duration maxWaitForModel = Duration.ofMinutes(10);

    @UriParam(
            defaultValue = "1000",
            description =
                    "Most messages of an endpoint that may wait unsent for its server, those whose pictures are being downloaded included; 0 or more, 0 for any number. Redeliveries and second calls of a route, which come on threads that cannot be held, are taken all the same, and hold new messages of their route instead; with whenFull=reject they are refused as well.")
    private int maxWaiting = 1000;

    @UriParam(
            defaultValue = "block",
            enums = "block,reject",
            description =
                    "What becomes of a message when maxWaiting others wait: block holds the thread that brings it until there is a place, reject fails it with RateLimitedException, which is worth another attempt.")
    private String whenFull = "block";

    @UriParam(defaultValue = "2m", description = "Cap on a delay that the server asks for; 0 to 365 days.")
    private Duration maxRetryAfter = Duration.ofMinutes(2);

    @UriParam(
            label = "advanced",
            description =
                    "Regular expression. An error answer with status 400, or an error in a 200, whose text it is found in is an overload, which another attempt can cure; in addition to the built-in ones such as CUDA out of memory.")
    private @Nullable String overloadPattern;

    public boolean isAdaptive() {
        return adaptive;
    }

    public void setAdaptive(boolean adaptive) {
        this.adaptive = adaptive;
    }

    public Duration getMaxWaitForModel() {
        return maxWaitForModel;
    }

    public void setMaxWaitForModel(Duration maxWaitForModel) {
        this.maxWaitForModel = maxWaitForModel;
    }

    public int getMaxWaiting() {
        return maxWaiting;
    }

    public void setMaxWaiting(int maxWaiting) {
        this.maxWaiting = maxWaiting;
    }

    public String getWhenFull() {
        return whenFull;
    }

    public void setWhenFull(String whenFull) {
        this.whenFull = whenFull;
    }

    public Duration getMaxRetryAfter() {
        return maxRetryAfter;
    }

    public void setMaxRetryAfter(Duration maxRetryAfter) {
        this.maxRetryAfter = maxRetryAfter;
    }

    public @Nullable String getOverloadPattern() {
        return overloadPattern;
    }

    public void setOverloadPattern(@Nullable String overloadPattern) {
        this.overloadPattern = overloadPattern;
    }
}
