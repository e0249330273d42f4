package io.github.camelhf.inference.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.it.RemotePictures.Caching;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Pictures of an S3 server, as bytes and as the client's own stream, whose connection must go back to its pool. */
class S3Test {

    private static final int CONNECTIONS = 3;

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    private static S3Proxy server;
    private static S3Client client;

    @BeforeAll
    static void startServer() throws Exception {
        server = S3Proxy.builder()
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, "id", "key")
                .blobStore(new TransientNio2BlobStore())
                .build();
        server.start();
        client = S3Client.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + server.getPort()))
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "key")))
                .httpClientBuilder(ApacheHttpClient.builder()
                        .maxConnections(CONNECTIONS)
                        .connectionAcquisitionTimeout(Duration.ofSeconds(3)))
                .build();
        client.createBucket(bucket -> bucket.bucket("pictures"));
    }

    @AfterAll
    static void stopServer() throws Exception {
        client.close();
        server.stop();
    }

    private static void put(String key) {
        client.putObject(
                object -> object.bucket("pictures").key(key).contentType("application/pdf"),
                RequestBody.fromBytes(RemotePictures.PICTURE));
    }

    private static DefaultCamelContext context() {
        DefaultCamelContext context = new DefaultCamelContext();
        context.getRegistry().bind("s3", client);
        return context;
    }

    private static String consumer(boolean includeBody) {
        return "aws2-s3://pictures?amazonS3Client=#s3&delay=50&initialDelay=0&autoCloseBody=false&includeBody="
                + includeBody;
    }

    static Stream<Arguments> ways() {
        return Stream.of(
                Arguments.of(true, Caching.OFF),
                Arguments.of(false, Caching.OFF),
                Arguments.of(false, Caching.IN_MEMORY),
                Arguments.of(false, Caching.IN_FILES));
    }

    @ParameterizedTest(name = "includeBody={0}, stream caching {1}")
    @MethodSource("ways")
    void aRedeliverySendsTheWholePictureAgain(boolean includeBody, Caching caching) throws Exception {
        put("picture.pdf");
        RemotePictures.arrivesTwice(context(), EMULATOR, consumer(includeBody), caching);
    }

    /** Four times as many objects as the pool has connections, half of them refused before or by the server. */
    @Test
    void connectionsGoBackToTheirPoolOnEveryPath() throws Exception {
        int objects = 4 * CONNECTIONS;
        for (int i = 0; i < objects; i++) {
            put("picture" + i);
        }
        EMULATOR.fault(Fault.unauthorized(), objects / 2);
        DefaultCamelContext context = context();
        context.setStreamCaching(false);
        NotifyBuilder done = new NotifyBuilder(context).whenDone(objects).create();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class).handled(true);
                // One at a time: the consumer opens the streams of a whole poll before it hands on the first.
                from(consumer(false) + "&maxMessagesPerPoll=1")
                        .choice()
                        .when(simple("${header.CamelAwsS3Key} ends with '7'"))
                        .to("hf-inference:image-classification?model=a/b&maxRequestSize=20KB&baseUrl="
                                + EMULATOR.hostedUrl())
                        .otherwise()
                        .to("hf-inference:image-classification?model=a/b&baseUrl=" + EMULATOR.hostedUrl());
            }
        });
        context.start();
        try {
            assertThat(done.matches(2, TimeUnit.MINUTES))
                    .as("all objects were worked on")
                    .isTrue();
        } finally {
            context.stop();
        }
        // Takes a connection out of the pool, for which it would wait in vain if they were lost.
        assertThat(client.listBuckets().buckets()).hasSize(1);
    }
}
