package io.github.camelhf.inference.options;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/**
 * The options of one endpoint, as they were written; {@link CallOptions} is what they mean. Each sentence stands beside its option. Users
 * know it as {@link io.github.camelhf.inference.HfInferenceConfiguration}. Nothing but fields and their accessors.
 */
@UriParams
public abstract class WrittenOptions {

    @UriParam(
            description =
                    "Model id on the Hub, such as google/vit-base-patch16-224. The header CamelHfInferenceModel overrides it for one message.")
    private @Nullable String model;

    @UriParam(
            defaultValue = "auto",
            enums = "auto,pipeline,multimodal,tei,openai",
            description =
                    "Dialect of the server: pipeline has one task per model, multimodal is the endpoint with four modes, tei Text Embeddings Inference, openai the API of most servers of language models, for chat and text-embedding. With auto it is openai for chat, multimodal when endpointUrl is set and the mode is one of its four, else pipeline.")
    private String api = "auto";

    @Metadata(supportFileReference = true)
    @UriParam(
            description =
                    "Labels for zero-shot, zero-shot-classification and zero-shot-object-detection, or the texts for similarity: separated by commas, or resource:classpath:labels.txt or resource:file:labels.txt with one per line, or #bean for a collection in the registry. The header CamelHfInferenceLabels overrides it for one message.")
    private @Nullable String labels;

    @UriParam(
            description =
                    "What is asked about the message: the question of question answering, the text that others are compared with in sentence-similarity and text-ranking. The header CamelHfInferenceQuestion overrides it for one message, and a Map as body brings its own.")
    private @Nullable String question;

    @UriParam(
            description =
                    "What is said to the model about each message in mode chat: before a text, behind a picture, after the turns of a conversation; in image-to-image, what is to be made of the picture. The header CamelHfInferencePrompt overrides it for one message, and a Map as body brings its own.")
    private @Nullable String prompt;

    @UriParam(
            description =
                    "What the model is told in mode chat before anything else is said, such as its task and the tone of its answers; a conversation that has a system message of its own keeps that.")
    private @Nullable String systemPrompt;

    @Metadata(supportFileReference = true)
    @UriParam(
            description =
                    "JSON schema to which the answers of mode chat must keep: as text, or resource:classpath:invoice.json or resource:file:invoice.json. The server is sent the schema, the answer is checked against it, and the result is a Map or List.")
    private @Nullable String responseSchema;

    @UriParam(
            description =
                    "How many labels, answers, fillings or ranked texts are wanted, 1 or more; without it as many as the server gives. The header CamelHfInferenceTopK overrides it for one message.")
    private @Nullable Integer topK;

    @UriParam(
            enums = "sigmoid,softmax,none",
            description = "How a classifier turns its numbers into scores; without it the model decides.")
    private @Nullable String functionToApply;

    @UriParam(
            prefix = "parameters.",
            multiValue = true,
            description =
                    "Any further parameter of the task, passed on under its own name as a number, true, false or a text, such as parameters.normalize=true. The header CamelHfInferenceParameters adds to them for one message.")
    private Map<String, Object> parameters = new LinkedHashMap<>();

    @UriParam(
            label = "advanced",
            prefix = "header.",
            multiValue = true,
            description =
                    "Any further header of each call, such as header.X-Api-Key=RAW(secret) for a gateway in front of the server. Its value is shown nowhere. Headers that the component or HTTP itself sets, such as Authorization, Host and Content-Length, are refused.")
    private Map<String, Object> header = new LinkedHashMap<>();

    @UriParam(label = "advanced", description = "The header x-use-cache of older servers; not sent without the option.")
    private @Nullable Boolean useCache;

    @UriParam(
            label = "advanced",
            defaultValue = "after-loading",
            enums = "never,always,after-loading",
            description =
                    "When the header x-wait-for-model of older servers is sent: after-loading only on the attempt that follows a loading answer.")
    private String waitForModel = "after-loading";

    @UriParam(
            label = "advanced",
            description =
                    "How long a dedicated endpoint may hold a call while it scales up: the header X-Scale-Up-Timeout, in whole seconds, 1 s to 365 days.")
    private @Nullable Duration scaleUpTimeout;

    @UriParam(
            defaultValue = "object",
            enums = "object,json",
            description = "Whether the result is an object of the result package or its JSON text.")
    private String resultFormat = "object";

    @UriParam(
            description =
                    "Header that takes the result; the body then stays as it was. Without it the result becomes the body.")
    private @Nullable String resultHeader;

    @UriParam(
            label = "advanced",
            description =
                    "Header that takes the text of the server's answer as it came, in one line and cut after 65536 characters; not kept without the option. Not together with batchSize, as such an answer is for other messages as well.")
    private @Nullable String rawResponseHeader;

    @UriParam(
            description =
                    "Score of the best label, answer, filling, text, entity or object from which the result is accepted: sets the header CamelHfInferenceDecision to accept or review. Nothing found, or a best one without a score, is to be reviewed.")
    private @Nullable Double minScore;

    @UriParam(
            description =
                    "Distance of the best score to the second from which the result is accepted, where labels, answers, fillings or texts exclude each other: sets the header CamelHfInferenceDecision to accept or review.")
    private @Nullable Double minMargin;

    @UriParam(
            defaultValue = "inline",
            enums = "inline,forward,reject",
            description =
                    "What to do with a body that is an http or https address of a picture: inline downloads it and sends its bytes, forward lets the server fetch it, reject refuses it.")
    private String imageUrl = "inline";

    @UriParam(
            label = "security",
            description =
                    "Hosts from which imageUrl=inline may download although their address is private or of this machine, separated by commas: a name, an address, or an asterisk and .example.com for all names below it. Public hosts need not be named.")
    private @Nullable String allowedHosts;

    @UriParam(
            defaultValue = "32MB",
            description =
                    "Longest picture that imageUrl=inline downloads, as a number of bytes or with KB, MB or GB. A longer one is refused.")
    private String maxDownloadSize = "32MB";

    @UriParam(
            defaultValue = "fail",
            enums = "fail,skip",
            description =
                    "What to do with an item of a list that cannot be sent: fail refuses the message and names its place, skip leaves null in its place of the result and its error in the header CamelHfInferenceItemErrors. Not for similarity.")
    private String onItemError = "fail";

    @UriParam(
            defaultValue = "100000000",
            description =
                    "Most pixels that a picture may state in its header, 1 or more. One with more is refused before anything decodes it.")
    private int maxPixels = 100_000_000;

    @UriParam(
            defaultValue = "0",
            description =
                    "Longer side in pixels, 0 to 65535, to which a larger picture is shrunk before it is sent, upright and as a JPEG without metadata, such as 512; 0 never shrinks. A picture that is small enough goes out untouched.")
    private int imageMaxSize;

    @UriParam(
            label = "advanced",
            defaultValue = "85",
            description = "Quality of the JPEG that takes the place of a picture that was changed, 1 to 100.")
    private int imageQuality = 85;

    @UriParam(
            defaultValue = "false",
            description =
                    "Whether a picture that its camera noted as turned or mirrored is sent upright, as a JPEG of the same size.")
    private boolean autoOrient;

    @UriParam(
            defaultValue = "false",
            description =
                    "Whether a picture of a type that servers do not read, such as TIFF, is sent as a JPEG if an installed ImageIO reader decodes it. Without the option it is refused.")
    private boolean convertUnsupported;

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
                    "Most images or texts of different messages that are put into one call, 1 or more; 1 joins none. Messages with the same target, mode, labels and parameters share a call, and each goes on with its own result. For the endpoint with four modes, and for most modes that ask about texts.")
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
            defaultValue = "256MB",
            description =
                    "Longest picture or recording that a model makes, as a number of bytes or with KB, MB or GB. A longer one is a malformed answer. What is longer than 128 KB is kept in a temporary file, unless the stream caching of the Camel context is told otherwise.")
    private String maxMediaSize = "256MB";

    @UriParam(
            label = "advanced",
            defaultValue = "auto",
            enums = "auto,1.1,2",
            description =
                    "HTTP version: auto takes HTTP/2 where TLS negotiates it and HTTP/1.1 elsewhere, 2 speaks HTTP/2 also on plain connections.")
    private String httpVersion = "auto";

    @UriParam(label = "security", description = "Trust and keys for TLS instead of those of the JVM.")
    private @Nullable SSLContextParameters sslContextParameters;

    @UriParam(label = "proxy", description = "Host of an HTTP proxy, for calls and for downloads of pictures.")
    private @Nullable String proxyHost;

    @UriParam(label = "proxy", description = "Port of the HTTP proxy, 1 to 65535.")
    private int proxyPort;

    @UriParam(
            label = "proxy,security",
            secret = true,
            description = "User whose name the proxy is shown (Basic), without a colon; the server never sees it.")
    private @Nullable String proxyUser;

    @UriParam(
            label = "proxy,security",
            secret = true,
            description = "Password that belongs to proxyUser; sent readably to the proxy, never to the server.")
    private @Nullable String proxyPassword;

    @UriParam(
            label = "proxy",
            description =
                    "Hosts that are reached without a proxy, separated by commas; an asterisk stands for any part of a name.")
    private @Nullable String nonProxyHosts;

    @UriParam(
            label = "proxy",
            defaultValue = "false",
            description =
                    "Whether the proxy that this machine is set to use is used, unless proxyHost names another: the JVM's https.proxyHost, http.proxyHost and http.nonProxyHosts, then the environment variables HTTPS_PROXY, HTTP_PROXY and NO_PROXY, which may hold a login.")
    private boolean useSystemProxy;

    @UriParam(
            label = "security",
            secret = true,
            description =
                    "Hub access token, sent as a bearer token to the configured server only; none switches authorisation off. Without the option the environment variables HF_TOKEN and HUGGING_FACE_HUB_TOKEN are asked, then the token file of the Hub's command line; a token found there goes to hosts of Hugging Face and to this machine, elsewhere with useFoundToken only. With none of them calls go out without a token.")
    private @Nullable String token;

    @UriParam(
            label = "security",
            description =
                    "File that holds the token instead of the option token, and nothing else; read again when it changes, and once after a 401.")
    private @Nullable String tokenFile;

    @UriParam(
            label = "security",
            description =
                    "Name of a profile of camel-oauth, whose properties begin with camel.oauth.NAME, and whose token authorises the calls instead of the option token. Fetched in the background, and renewed before it ends. Needs Camel 4.19 or newer and camel-oauth.")
    private @Nullable String oauthProfile;

    @UriParam(
            label = "security",
            defaultValue = "false",
            description =
                    "Whether a token found in the environment or in the Hub's token file is sent to the configured server although that is neither a host of Hugging Face nor this machine.")
    private boolean useFoundToken;

    @UriParam(
            label = "security",
            defaultValue = "false",
            description =
                    "Whether the token may be sent over plain http to a host other than this machine, or through a proxy.")
    private boolean allowInsecureToken;

    @UriParam(
            label = "advanced",
            defaultValue = "true",
            description =
                    "Whether the server's answers hold further calls back: while a model loads one call at a time asks for it, after a 429 none is sent until the stated time, and after an overload fewer are open at a time. With false only maxInFlight bounds the calls.")
    private boolean adaptive = true;

    @UriParam(
            label = "advanced",
            description =
                    "Whether the thread that brings a message waits for the answer and goes on with the route itself, as it always does for a transacted exchange. Costs a thread for each message in flight. For routes whose consumer waits for the end of the exchange anyway, such as JMS, Kafka or a ProducerTemplate: it saves the way over a second thread. Redeliveries and what comes behind another call of the component are on threads of many, and hold none.")
    private boolean synchronous;

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

    public @Nullable String getModel() {
        return model;
    }

    public void setModel(@Nullable String model) {
        this.model = model;
    }

    public String getApi() {
        return api;
    }

    public void setApi(String api) {
        this.api = api;
    }

    public @Nullable String getLabels() {
        return labels;
    }

    public void setLabels(@Nullable String labels) {
        this.labels = labels;
    }

    public @Nullable String getQuestion() {
        return question;
    }

    public void setQuestion(@Nullable String question) {
        this.question = question;
    }

    public @Nullable String getPrompt() {
        return prompt;
    }

    public void setPrompt(@Nullable String prompt) {
        this.prompt = prompt;
    }

    public @Nullable String getSystemPrompt() {
        return systemPrompt;
    }

    public void setSystemPrompt(@Nullable String systemPrompt) {
        this.systemPrompt = systemPrompt;
    }

    public @Nullable String getResponseSchema() {
        return responseSchema;
    }

    public void setResponseSchema(@Nullable String responseSchema) {
        this.responseSchema = responseSchema;
    }

    public @Nullable Integer getTopK() {
        return topK;
    }

    public void setTopK(@Nullable Integer topK) {
        this.topK = topK;
    }

    public @Nullable String getFunctionToApply() {
        return functionToApply;
    }

    public void setFunctionToApply(@Nullable String functionToApply) {
        this.functionToApply = functionToApply;
    }

    public Map<String, Object> getParameters() {
        return parameters;
    }

    public void setParameters(Map<String, Object> parameters) {
        this.parameters = parameters;
    }

    public Map<String, Object> getHeader() {
        return header;
    }

    public void setHeader(Map<String, Object> header) {
        this.header = header;
    }

    public @Nullable Boolean getUseCache() {
        return useCache;
    }

    public void setUseCache(@Nullable Boolean useCache) {
        this.useCache = useCache;
    }

    public String getWaitForModel() {
        return waitForModel;
    }

    public void setWaitForModel(String waitForModel) {
        this.waitForModel = waitForModel;
    }

    public @Nullable Duration getScaleUpTimeout() {
        return scaleUpTimeout;
    }

    public void setScaleUpTimeout(@Nullable Duration scaleUpTimeout) {
        this.scaleUpTimeout = scaleUpTimeout;
    }

    public String getResultFormat() {
        return resultFormat;
    }

    public void setResultFormat(String resultFormat) {
        this.resultFormat = resultFormat;
    }

    public @Nullable String getResultHeader() {
        return resultHeader;
    }

    public void setResultHeader(@Nullable String resultHeader) {
        this.resultHeader = resultHeader;
    }

    public @Nullable String getRawResponseHeader() {
        return rawResponseHeader;
    }

    public void setRawResponseHeader(@Nullable String rawResponseHeader) {
        this.rawResponseHeader = rawResponseHeader;
    }

    public @Nullable Double getMinScore() {
        return minScore;
    }

    public void setMinScore(@Nullable Double minScore) {
        this.minScore = minScore;
    }

    public @Nullable Double getMinMargin() {
        return minMargin;
    }

    public void setMinMargin(@Nullable Double minMargin) {
        this.minMargin = minMargin;
    }

    public String getImageUrl() {
        return imageUrl;
    }

    public void setImageUrl(String imageUrl) {
        this.imageUrl = imageUrl;
    }

    public @Nullable String getAllowedHosts() {
        return allowedHosts;
    }

    public void setAllowedHosts(@Nullable String allowedHosts) {
        this.allowedHosts = allowedHosts;
    }

    public String getMaxDownloadSize() {
        return maxDownloadSize;
    }

    public void setMaxDownloadSize(String maxDownloadSize) {
        this.maxDownloadSize = maxDownloadSize;
    }

    public String getOnItemError() {
        return onItemError;
    }

    public void setOnItemError(String onItemError) {
        this.onItemError = onItemError;
    }

    public int getMaxPixels() {
        return maxPixels;
    }

    public void setMaxPixels(int maxPixels) {
        this.maxPixels = maxPixels;
    }

    public int getImageMaxSize() {
        return imageMaxSize;
    }

    public void setImageMaxSize(int imageMaxSize) {
        this.imageMaxSize = imageMaxSize;
    }

    public int getImageQuality() {
        return imageQuality;
    }

    public void setImageQuality(int imageQuality) {
        this.imageQuality = imageQuality;
    }

    public boolean isAutoOrient() {
        return autoOrient;
    }

    public void setAutoOrient(boolean autoOrient) {
        this.autoOrient = autoOrient;
    }

    public boolean isConvertUnsupported() {
        return convertUnsupported;
    }

    public void setConvertUnsupported(boolean convertUnsupported) {
        this.convertUnsupported = convertUnsupported;
    }

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

    public String getMaxMediaSize() {
        return maxMediaSize;
    }

    public void setMaxMediaSize(String maxMediaSize) {
        this.maxMediaSize = maxMediaSize;
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

    public @Nullable String getProxyHost() {
        return proxyHost;
    }

    public void setProxyHost(@Nullable String proxyHost) {
        this.proxyHost = proxyHost;
    }

    public int getProxyPort() {
        return proxyPort;
    }

    public void setProxyPort(int proxyPort) {
        this.proxyPort = proxyPort;
    }

    public @Nullable String getProxyUser() {
        return proxyUser;
    }

    public void setProxyUser(@Nullable String proxyUser) {
        this.proxyUser = proxyUser;
    }

    public @Nullable String getProxyPassword() {
        return proxyPassword;
    }

    public void setProxyPassword(@Nullable String proxyPassword) {
        this.proxyPassword = proxyPassword;
    }

    public @Nullable String getNonProxyHosts() {
        return nonProxyHosts;
    }

    public void setNonProxyHosts(@Nullable String nonProxyHosts) {
        this.nonProxyHosts = nonProxyHosts;
    }

    public boolean isUseSystemProxy() {
        return useSystemProxy;
    }

    public void setUseSystemProxy(boolean useSystemProxy) {
        this.useSystemProxy = useSystemProxy;
    }

    public @Nullable String getToken() {
        return token;
    }

    public void setToken(@Nullable String token) {
        this.token = token;
    }

    public @Nullable String getTokenFile() {
        return tokenFile;
    }

    public void setTokenFile(@Nullable String tokenFile) {
        this.tokenFile = tokenFile;
    }

    public @Nullable String getOauthProfile() {
        return oauthProfile;
    }

    public void setOauthProfile(@Nullable String oauthProfile) {
        this.oauthProfile = oauthProfile;
    }

    public boolean isUseFoundToken() {
        return useFoundToken;
    }

    public void setUseFoundToken(boolean useFoundToken) {
        this.useFoundToken = useFoundToken;
    }

    public boolean isAllowInsecureToken() {
        return allowInsecureToken;
    }

    public void setAllowInsecureToken(boolean allowInsecureToken) {
        this.allowInsecureToken = allowInsecureToken;
    }

    public boolean isAdaptive() {
        return adaptive;
    }

    public void setAdaptive(boolean adaptive) {
        this.adaptive = adaptive;
    }

    public boolean isSynchronous() {
        return synchronous;
    }

    public void setSynchronous(boolean synchronous) {
        this.synchronous = synchronous;
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
