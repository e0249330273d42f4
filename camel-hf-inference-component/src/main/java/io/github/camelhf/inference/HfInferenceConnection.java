package io.github.camelhf.inference;

import java.time.Duration;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/** The options that say which server is called and what a call may take. Each sentence stands beside its option. */
@UriParams
public class HfInferenceConnection extends HfInferenceProxy {

    @UriParam(
            description =
                    "Address of a dedicated endpoint or any self-hosted server, called exactly as given: nothing is appended. Without it the hosted service is called.")
    private @Nullable String endpointUrl;

    @UriParam(
            defaultValue = "https://router.huggingface.co/hf-inference",
            description =
                    "Where the hosted service starts; /models/{model} is appended. Not used when endpointUrl is set.")
    private String baseUrl = "https://router.huggingface.co/hf-inference";

    @UriParam(
            label = "advanced",
            description = "Organisation that pays for calls to the hosted service: the header X-HF-Bill-To.")
    private @Nullable String billTo;

    @UriParam(
            defaultValue = "10s",
            description = "Longest time for one connection, TLS included. At least 1 ms, at most 365 days.")
    private Duration connectTimeout = Duration.ofSeconds(10);

    @UriParam(
            defaultValue = "2m",
            description = "Total time for one attempt, upload and answer included. At least 1 ms, at most 365 days.")
    private Duration requestTimeout = Duration.ofMinutes(2);

    @UriParam(
            defaultValue = "64",
            description =
                    "Most calls that are open at a time to one server with one token, over all routes of the Camel context; 1 or more. More wait without a thread, in arrival order.")
    private int maxInFlight = 64;

    @UriParam(
            defaultValue = "1",
            description =
                    "Most images or texts of different messages that are put into one call, 1 or more; 1 joins none. Messages with the same target, mode, labels and parameters share a call, and each goes on with its own result. For servers that take lists: the endpoint with four modes, and text-embedding at an endpointUrl.")
    private int batchSize = 1;

    @UriParam(
            defaultValue = "20ms",
            description =
                    "How long a message waits for others to share a call with, while a call is in flight; with none in flight it waits for nothing. At least 1 ms, at most 365 days.")
    private Duration batchTimeout = Duration.ofMillis(20);

    @UriParam(
            defaultValue = "32MB",
            description =
                    "Longest request body, as a number of bytes or with KB, MB or GB. A longer one is refused before the call.")
    private String maxRequestSize = "32MB";

    @UriParam(
            defaultValue = "16MB",
            description =
                    "Longest answer, as a number of bytes or with KB, MB or GB. A longer one is a malformed answer.")
    private String maxResponseSize = "16MB";

    @UriParam(
            label = "advanced",
            defaultValue = "auto",
            enums = "auto,1.1,2",
            description =
                    "HTTP version: auto takes HTTP/2 where TLS negotiates it and HTTP/1.1 elsewhere, 2 speaks HTTP/2 also on plain connections.")
    private String httpVersion = "auto";

    @UriParam(label = "security", description = "Trust and keys for TLS instead of those of the JVM.")
    private @Nullable SSLContextParameters sslContextParameters;

    public @Nullable String getEndpointUrl() {
        return endpointUrl;
    }

    public void setEndpointUrl(@Nullable String endpointUrl) {
        this.endpointUrl = endpointUrl;
    }

    public String getBaseUrl() {
        return baseUrl;
    }

    public void setBaseUrl(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    public @Nullable String getBillTo() {
        return billTo;
    }

    public void setBillTo(@Nullable String billTo) {
        this.billTo = billTo;
    }

    public Duration getConnectTimeout() {
        return connectTimeout;
    }

    public void setConnectTimeout(Duration connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public Duration getRequestTimeout() {
        return requestTimeout;
    }

    public void setRequestTimeout(Duration requestTimeout) {
        this.requestTimeout = requestTimeout;
    }

    public int getMaxInFlight() {
        return maxInFlight;
    }

    public void setMaxInFlight(int maxInFlight) {
        this.maxInFlight = maxInFlight;
    }

    public int getBatchSize() {
        return batchSize;
    }

    public void setBatchSize(int batchSize) {
        this.batchSize = batchSize;
    }

    public Duration getBatchTimeout() {
        return batchTimeout;
    }

    public void setBatchTimeout(Duration batchTimeout) {
        this.batchTimeout = batchTimeout;
    }

    public String getMaxRequestSize() {
        return maxRequestSize;
    }

    public void setMaxRequestSize(String maxRequestSize) {
        this.maxRequestSize = maxRequestSize;
    }

    public String getMaxResponseSize() {
        return maxResponseSize;
    }

    public void setMaxResponseSize(String maxResponseSize) {
        this.maxResponseSize = maxResponseSize;
    }

    public String getHttpVersion() {
        return httpVersion;
    }

    public void setHttpVersion(String httpVersion) {
        this.httpVersion = httpVersion;
    }

    public @Nullable SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    public void setSslContextParameters(@Nullable SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }
}
