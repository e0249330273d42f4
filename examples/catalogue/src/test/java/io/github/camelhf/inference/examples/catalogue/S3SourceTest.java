package io.github.camelhf.inference.examples.catalogue;

import static io.github.camelhf.inference.examples.catalogue.Running.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.examples.pictures.ProductPicture;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Pictures of an S3 bucket: the source is one address. */
@Timeout(120)
class S3SourceTest {

    private static final List<ProductPicture> PICTURES = ProductPicture.catalogue().stream()
            .filter(picture -> picture.name().matches("red-(tile|striped|plain)-60.*"))
            .toList();

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    private static S3Proxy server;
    private static S3Client client;

    @TempDir
    Path folder;

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
                .build();
        client.createBucket(bucket -> bucket.bucket("shop"));
    }

    @AfterAll
    static void stopServer() throws Exception {
        client.close();
        server.stop();
    }

    @BeforeEach
    void fill() throws Exception {
        for (ProductPicture picture : PICTURES) {
            put("new/" + picture.name(), content(picture));
        }
    }

    private static void put(String key, byte[] content) {
        client.putObject(object -> object.bucket("shop").key(key), RequestBody.fromBytes(content));
    }

    /** With a byte behind its end that no decoder reads. */
    private byte[] content(ProductPicture picture) throws Exception {
        picture.write(Files.createDirectories(folder.resolve("drawn")));
        byte[] drawn = Files.readAllBytes(folder.resolve("drawn").resolve(picture.name()));
        return Arrays.copyOf(drawn, drawn.length + 1);
    }

    private Running start(Dsl dsl, String options) throws Exception {
        return start(dsl, options, "100ms");
    }

    private Running start(Dsl dsl, String options, String commit) throws Exception {
        Settings settings = Running.settings(
                Files.createDirectories(folder.resolve("local")),
                EMULATOR.url(),
                Map.of(
                        "commit",
                        commit,
                        "source",
                        "aws2-s3:shop?amazonS3Client=#s3&initialDelay=0&delay={{poll}}" + options,
                        "file",
                        "${header.CamelAwsS3Key}"));
        return Running.start(settings, dsl, camel -> camel.getRegistry().bind("s3", client));
    }

    private static List<String> keys() {
        return client.listObjectsV2(bucket -> bucket.bucket("shop")).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    @Test
    void aBucketThatKeepsItsObjectsIsFollowedAndNoContentIsSentTwice() throws Exception {
        String red = "new/" + PICTURES.get(0).name();
        try (Running running = start(Dsl.YAML, "&deleteAfterRead=false").shelved(3)) {
            assertThat(Running.files(running.get("api/search?count=3&text=" + Running.encoded("red striped"))))
                    .hasSize(3)
                    .allMatch(file -> file.startsWith("new/red-"));
        }
        int requests = EMULATOR.requests().size();
        try (Running running = start(Dsl.JAVA, "&deleteAfterRead=false").shelved(3)) {
            String before = hash(running, red);
            byte[] other = content(PICTURES.get(0));
            // The same picture to look at, and as long as before.
            other[other.length - 1] = 1;
            put(red, other);
            await().untilAsserted(() -> assertThat(hash(running, red)).isNotEqualTo(before));
            running.shelved(3);
            assertThat(EMULATOR.requests().size() - requests)
                    .as("the changed picture, and the question who the model is")
                    .isEqualTo(2);
        }
        assertThat(keys()).hasSize(3);
    }

    @Test
    void anObjectIsDeletedOnlyWhenItIsCommitted() throws Exception {
        try (Running running = start(Dsl.JAVA, "&deleteAfterRead=true", "1h")) {
            await().untilAsserted(
                            () -> assertThat(running.catalogue.shelf().size()).isEqualTo(3));
            assertThat(keys()).hasSize(3);
        }
        assertThat(keys()).as("as after a kill").hasSize(3);
        try (Running running = start(Dsl.YAML, "&deleteAfterRead=true").shelved(3)) {
            await().untilAsserted(() -> assertThat(keys()).isEmpty());
            assertThat(running.catalogue.shelf().size()).isEqualTo(3);
        }
    }

    private static String hash(Running running, String file) {
        return Objects.requireNonNull(running.catalogue.shelf().product(file)).hash();
    }
}
