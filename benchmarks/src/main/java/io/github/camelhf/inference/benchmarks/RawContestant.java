package io.github.camelhf.inference.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.Message;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.entity.AsyncEntityProducers;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityConsumer;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.http.nio.support.BasicResponseConsumer;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.jspecify.annotations.Nullable;

/** Apache HttpClient 5's asynchronous client alone: no route, no options, no checks. */
final class RawContestant implements Contestant {

    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .build();

    private final CloseableHttpAsyncClient client;
    private final Workload workload;
    private final URI address;
    private final byte[] body;
    private final boolean reads;

    /**
     * Starts a client.
     *
     * @param reads whether the answer's JSON is read into numbers or labels, as a stream and with the fast number reader; else its
     *     bytes are what the caller gets
     */
    RawContestant(Workload workload, String address, int inFlight, boolean reads) {
        this.workload = workload;
        this.address = URI.create(address);
        this.reads = reads;
        this.body = workload.isText() ? workload.json() : (byte[]) workload.body();
        client = HttpAsyncClients.custom()
                .setConnectionManager(PoolingAsyncClientConnectionManagerBuilder.create()
                        .setMaxConnTotal(inFlight)
                        .setMaxConnPerRoute(inFlight)
                        .build())
                .setIOReactorConfig(IOReactorConfig.custom().setIoThreadCount(2).build())
                .build();
        client.start();
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of all
    public void call(Done done) {
        client.execute(
                new BasicRequestProducer(new BasicHttpRequest("POST", address), entity()),
                new BasicResponseConsumer<>(new BasicAsyncEntityConsumer()),
                null,
                new FutureCallback<Message<HttpResponse, byte[]>>() {
                    @Override
                    public void completed(Message<HttpResponse, byte[]> answer) {
                        done.call(reads ? read(answer.getBody()) : null);
                    }

                    @Override
                    public void failed(Exception failure) {
                        done.call(failure);
                    }

                    @Override
                    public void cancelled() {
                        done.call(new IOException("cancelled"));
                    }
                });
    }

    private AsyncEntityProducer entity() {
        if (workload.isBase64()) {
            return new Base64Entity(body);
        }
        return AsyncEntityProducers.create(
                body, workload.isText() ? ContentType.APPLICATION_JSON : ContentType.IMAGE_JPEG);
    }

    private @Nullable Throwable read(byte[] answer) {
        try (JsonParser parser = JSON.createParser(answer)) {
            boolean right = switch (workload.path) {
                case "vector" -> numbers(parser).length == 768;
                case "chat" -> !said(parser).isEmpty();
                default -> labels(parser).size() == 5;
            };
            return right ? null : new IOException("another answer");
        } catch (IOException e) {
            return e;
        }
    }

    private static float[] numbers(JsonParser parser) throws IOException {
        float[] numbers = new float[768];
        int count = 0;
        parser.nextToken();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            numbers[count++] = parser.getFloatValue();
        }
        return Arrays.copyOf(numbers, count);
    }

    private static Map<String, Double> labels(JsonParser parser) throws IOException {
        Map<String, Double> labels = new LinkedHashMap<>();
        parser.nextToken();
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            parser.nextToken();
            String label = parser.nextTextValue();
            parser.nextToken();
            parser.nextToken();
            labels.put(label, parser.getDoubleValue());
            parser.nextToken();
        }
        return labels;
    }

    /** The first text called content. */
    private static String said(JsonParser parser) throws IOException {
        while (parser.nextToken() != null) {
            if (parser.currentToken() == JsonToken.FIELD_NAME
                    && parser.currentName().equals("content")) {
                return parser.nextTextValue();
            }
        }
        return "";
    }

    @Override
    public void close() {
        client.close(CloseMode.GRACEFUL);
    }
}
