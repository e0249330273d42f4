package io.github.camelhf.inference;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A wrong or missing option stops the start with a sentence that names it and what it allows. */
class StartTest {

    @AutoClose
    private final Routes routes = new Routes();

    @ParameterizedTest(name = "{0} says: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            chatter?model=a/b                                      | mode chatter is unknown; the modes are image-classification, zero-shot, image-embedding,
            image-classification                                   | options model and endpointUrl are both missing
            zero-shot?model=a/b                                    | option labels is missing: zero-shot needs at least one
            zero-shot?model=a/b&labels=,                           | option labels is missing
            zero-shot?model=a/b&labels=a,b,a                       | the label "a" is given twice
            zero-shot?model=a/b&labels=resource:classpath:none.txt | the resource classpath:none.txt cannot be read
            image-classification?model=../../secret                | option model=../../secret is no Hub id
            image-classification?model=a/b/c                       | option model=a/b/c is no Hub id
            image-classification?endpointUrl=ftp://host/           | option endpointUrl must be an http or https address
            image-classification?endpointUrl=http://u:p@host/      | without user name or password
            image-classification?endpointUrl=RAW(http://host/a b)  | without user name or password: a space at character 14; write it as %20
            image-classification?endpointUrl=RAW(http://ho st/)    | : a space at character 10; write it as %20
            image-classification?endpointUrl=RAW(http://host/{x})  | : the character { at character 13; write it as %7B
            image-classification?model=a/b&overloadPattern=RAW(a[) | option overloadPattern must be a regular expression: Unclosed character class at character 2
            image-classification?endpointUrl=http://tei_server:80/ | its host may have letters, digits, hyphens and dots only
            image-classification?model=a/b&baseUrl=nonsense        | option baseUrl must be an http or https address
            image-classification?model=a/b&api=soap                | option api=soap is unknown; allowed are auto, multimodal, openai, pipeline, tei
            image-classification?endpointUrl=http://h&api=multimodal | mode image-classification is not asked with api=multimodal, that is for zero-shot, image-embedding, text-embedding, similarity: leave api=auto, or set api=pipeline
            image-classification?endpointUrl=http://h&api=tei      | mode image-classification is not asked with api=tei, that is for text-embedding, text-classification, sentence-similarity, text-ranking: leave api=auto, or set api=pipeline
            text-ranking?endpointUrl=http://h&api=openai           | mode text-ranking is not asked with api=openai, that is for text-embedding, chat: leave api=auto, or set api=pipeline or tei
            chat?endpointUrl=http://h&api=tei                      | mode chat is not asked with api=tei, that is for text-embedding, text-classification, sentence-similarity, text-ranking: leave api=auto, or set api=openai
            chat?endpointUrl=http://h&api=pipeline                 | mode chat is not asked with api=pipeline, that is for image-classification, zero-shot,
            similarity?endpointUrl=http://h&api=tei                | it needs the endpoint with four modes, so set endpointUrl to its address and leave api=auto
            auto?endpointUrl=http://h&api=tei                      | mode auto needs the endpoint with four modes
            text-embedding?model=a/b&api=tei                       | api=tei needs endpointUrl, the address of your server for text-embedding: the hosted service is asked with api=auto
            text-embedding?model=a/b&api=openai                    | api=openai needs endpointUrl
            text-embedding?endpointUrl=http://h&api=openai&parameters.encoding_format=int8 | parameters.encoding_format=int8 is unknown; allowed are base64, float
            text-embedding?endpointUrl=http://h&api=openai&parameters.model=x | the option model names the model
            text-classification?endpointUrl=http://h&api=tei&functionToApply=none | functionToApply: Text Embeddings Inference makes scores in its own way; leave it out, or set parameters.raw_scores=true
            similarity?model=a/b                                   | mode similarity is not asked with api=pipeline
            auto?model=a/b                                         | mode auto needs the endpoint with four modes
            image-classification?model=a/b&topK=0                  | option topK=0 must be 1 or more
            image-classification?model=a/b&functionToApply=relu    | option functionToApply=relu is unknown; allowed are none, sigmoid, softmax
            image-classification?model=a/b&imageUrl=fetch          | option imageUrl=fetch is unknown; allowed are forward, inline, reject
            image-classification?model=a/b&allowedHosts=http://host | option allowedHosts: "http://host" is no host: expected a name such as images.example.com
            image-classification?model=a/b&allowedHosts=*          | option allowedHosts: "*" is no host
            image-classification?model=a/b&maxDownloadSize=0       | option maxDownloadSize=0 is no size
            image-classification?model=a/b&onItemError=ignore      | option onItemError=ignore is unknown; allowed are fail, skip
            image-classification?model=a/b&maxPixels=0             | option maxPixels=0 must be 1 or more
            image-classification?model=a/b&imageMaxSize=-1         | option imageMaxSize=-1 must be 0 to 65535
            image-classification?model=a/b&imageMaxSize=65536      | option imageMaxSize=65536 must be 0 to 65535
            image-classification?model=a/b&imageQuality=0          | option imageQuality=0 must be 1 to 100
            image-classification?model=a/b&imageQuality=101        | option imageQuality=101 must be 1 to 100
            image-classification?model=a/b&waitForModel=maybe      | option waitForModel=maybe is unknown; allowed are after-loading, always, never
            image-classification?model=a/b&resultFormat=xml        | option resultFormat=xml is unknown; allowed are json, object
            image-classification?model=a/b&httpVersion=3           | option httpVersion=3 is unknown; allowed are 1.1, 2, auto
            image-classification?model=a/b&maxInFlight=0           | option maxInFlight=0 must be 1 or more
            text-embedding?endpointUrl=http://h&batchSize=0          | option batchSize=0 must be 1 or more
            text-embedding?endpointUrl=http://h&batchTimeout=0       | option batchTimeout=0 ms must be 1 ms to 365 days
            summarization?model=a/b&batchSize=2                      | option batchSize=2: summarization with api=pipeline takes one message per call
            zero-shot?model=a/b&labels=a&batchSize=2                 | leave batchSize=1 here and let maxInFlight calls run at a time
            image-classification?endpointUrl=http://h&batchSize=2    | option batchSize=2: image-classification with api=pipeline takes one message per call
            image-embedding?endpointUrl=http://h&api=pipeline&batchSize=2 | Batches are for text-embedding, text-classification, token-classification, zero-shot-classification, translation, fill-mask in this dialect, and for the endpoint with four modes
            similarity?endpointUrl=http://h&batchSize=2              | option batchSize=2: similarity with api=multimodal takes one message per call
            text-ranking?endpointUrl=http://h&api=tei&batchSize=2    | Batches are for text-embedding, text-classification in this dialect; leave batchSize=1
            image-classification?model=a/b&requestTimeout=0        | option requestTimeout=0 ms must be 1 ms to 365 days
            image-classification?model=a/b&connectTimeout=-5       | option connectTimeout=-5 ms must be 1 ms to 365 days
            image-classification?model=a/b&maxRetryAfter=-1        | option maxRetryAfter=-1 ms must be 0 to 365 days
            image-classification?model=a/b&maxWaitForModel=366d    | option maxWaitForModel=31622400000 ms must be 1 ms to 365 days
            image-classification?model=a/b&scaleUpTimeout=999      | option scaleUpTimeout=999 ms must be 1 s to 365 days
            image-classification?model=a/b&maxWaiting=-1           | option maxWaiting=-1 must be 0 or more
            image-classification?model=a/b&whenFull=drop           | option whenFull=drop is unknown; allowed are block, reject
            image-classification?model=a/b&maxRequestSize=big      | option maxRequestSize=big is no size
            image-classification?model=a/b&maxResponseSize=0       | option maxResponseSize=0
            text-to-image?model=a/b&maxMediaSize=0                 | option maxMediaSize=0
            text-to-image?model=a/b&resultFormat=json              | the result of text-to-image is bytes
            text-to-speech?model=a/b&resultHeader=speech           | option resultHeader=speech: the result of text-to-speech is a stream of bytes
            text-to-speech?model=a/b&batchSize=2                   | option batchSize=2
            image-to-image?model=a/b&api=openai                    | mode image-to-image is not asked with api=openai
            image-classification?model=a/b&minScore=NaN            | option minScore=NaN must be a finite number
            image-classification?model=a/b&proxyHost=h             | options proxyHost and proxyPort go together
            image-classification?model=a/b&proxyHost=h&proxyPort=70000 | a host name and 1 to 65535, got a host and 70000
            image-classification?model=a/b&proxyHost=RAW(http://u:secret@h)&proxyPort=1 | option proxyHost must be a host name or an address alone, without http:// before it
            image-classification?model=a/b&proxyHost=h:3128&proxyPort=3128 | its port belongs into proxyPort
            image-classification?model=a/b&proxyHost=h&proxyPort=1&proxyUser=u | options proxyUser and proxyPassword go together
            image-classification?model=a/b&proxyHost=h&proxyPort=1&proxyUser=u:v&proxyPassword=p | a user name without a colon
            image-classification?model=a/b&proxyUser=u&proxyPassword=p | need a proxy: set proxyHost and proxyPort, or useSystemProxy=true
            image-classification?model=a/b&useSystemProxy=perhaps  | useSystemProxy
            image-classification?model=a/b&token=RAW(a b)          | option token holds characters that no token has
            image-classification?model=a/b&useFoundToken=perhaps   | useFoundToken
            image-classification?endpointUrl=http://localhost/&token=hf_x&proxyHost=h&proxyPort=1 | sent readably to localhost, through a proxy
            image-classification?endpointUrl=http://example.org/&token=hf_x | the token would be sent readably to example.org
            image-classification?model=a/b&parameters.x=#bean:thread | parameters.x is a java.lang.Thread; allowed are text, numbers
            """)
    void aWrongOptionIsNamed(String uri, String sentence) {
        assertThatThrownBy(() -> startRouteTo(uri)).hasStackTraceContaining(sentence);
    }

    @Test
    void anUnknownOptionIsNamed() {
        assertThatThrownBy(() -> startRouteTo("zero-shot?model=a/b&labels=a&labelz=b"))
                .hasMessageContaining("labelz");
    }

    @Test
    void aConsumerIsRefused() {
        assertThatThrownBy(() ->
                        routes.from("hf-inference:zero-shot?model=a/b&labels=a").to("mock:out"))
                .rootCause()
                .hasMessageContaining("use it in to(), not in from()");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zero-shot",
                "ZERO_SHOT",
                "Zero-Shot",
                "zero_shot",
                "zero-shot-image-classification",
                "siglip?mode=zero_shot",
                "anything?mode=ZERO-SHOT"
            })
    void aModeIsReadInEverySpelling(String mode) {
        String separator = mode.contains("?") ? "&" : "?";
        assertThatCode(() -> startRouteTo(mode + separator + "model=a/b&labels=a,b"))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"feature-extraction", "image-feature-extraction", "image-classification", "text_embedding"})
    void theHubsTagsAreModes(String mode) {
        assertThatCode(() -> startRouteTo(mode + "?model=gpt2")).doesNotThrowAnyException();
    }

    private void startRouteTo(String uri) throws Exception {
        routes.context.getRegistry().bind("thread", Thread.currentThread());
        routes.from("direct:in").to("hf-inference:" + uri);
    }
}
