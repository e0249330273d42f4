package io.github.camelhf.inference.examples.s3;

import io.github.camelhf.inference.examples.pictures.Sample;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A store in memory that speaks S3, on 127.0.0.1 at any free port, with the buckets {@code inbox} and {@code pictures}. */
final class Store implements AutoCloseable {

    private static final String ACCESS_KEY = "example";
    private static final String SECRET_KEY = "example-secret";

    private final S3Proxy server;
    private final S3Client client;

    Store() throws Exception {
        server = S3Proxy.builder()
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET_KEY)
                .blobStore(BlobStores.create("transient-nio2", new Properties()))
                .build();
        server.start();
        client = client(20, Duration.ofSeconds(10));
        client.createBucket(bucket -> bucket.bucket("inbox"));
        client.createBucket(bucket -> bucket.bucket("pictures"));
    }

    /**
     * A client of its own; whoever asks for it closes it.
     *
     * @param connections how many it may open
     * @param patience how long a request waits for one of them before it fails
     */
    S3Client client(int connections, Duration patience) {
        return S3Client.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + server.getPort()))
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
                .httpClientBuilder(
                        ApacheHttpClient.builder().maxConnections(connections).connectionAcquisitionTimeout(patience))
                .build();
    }

    void upload(Sample picture) {
        client.putObject(object -> object.bucket("inbox").key(picture.name()), RequestBody.fromBytes(picture.bytes()));
    }

    /** The keys of a bucket, in order. */
    List<String> keys(String bucket) {
        return client.listObjectsV2Paginator(request -> request.bucket(bucket)).contents().stream()
                .map(S3Object::key)
                .sorted()
                .toList();
    }

    byte[] content(String bucket, String key) {
        return client.getObjectAsBytes(object -> object.bucket(bucket).key(key)).asByteArray();
    }

    @Override
    public void close() {
        client.close();
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The store could not be stopped", e);
        }
    }
}
