package io.github.camelhf.inference.examples.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.examples.pictures.Sample;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Pictures in a bucket that come to lie in exactly one place, each with its sidecar. */
@ParameterizedClass
@EnumSource(Dsl.class)
@Timeout(120)
class BucketTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int RETRIES = 2;
    private static final int CONNECTIONS = 4;

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    private final Store store = new Store();
    private final S3Client client = store.client(CONNECTIONS, Duration.ofSeconds(5));
    private final BucketSorting routes;

    BucketTest(Dsl dsl) throws Exception {
        Map<String, String> settings = new HashMap<>(BucketSorting.SETTINGS);
        settings.put("atATime", "2");
        settings.put("poll", "20");
        settings.put("retries", String.valueOf(RETRIES));
        settings.put("retryDelay", "20");
        settings.put("maxWait", "50ms");
        routes = new BucketSorting(client, EMULATOR.url(), settings);
        dsl.add(routes.camel());
    }

    @AfterEach
    void stop() {
        routes.close();
        client.close();
        store.close();
    }

    @Test
    void storesEachPictureWithItsSidecarAndEmptiesTheInbox() throws Exception {
        Sample.pictures().forEach(store::upload);
        store.upload(Sample.note());

        routes.camel().start();

        awaitEmptyInbox();
        assertThat(store.keys("pictures"))
                .containsExactly(
                        "failed/note.jpg",
                        "results/failed/note.jpg.json",
                        "results/sorted/blue-tile/blue.png.json",
                        "results/sorted/green-grass/lawn.png.json",
                        "results/sorted/red-tile/red.png.json",
                        "sorted/blue-tile/blue.png",
                        "sorted/green-grass/lawn.png",
                        "sorted/red-tile/red.png");
        assertThat(store.content("pictures", "sorted/red-tile/red.png"))
                .isEqualTo(Sample.pictures().get(0).bytes());
        assertThat(store.content("pictures", "failed/note.jpg"))
                .isEqualTo(Sample.note().bytes());
        assertThat(json("results/sorted/red-tile/red.png.json")
                        .get(0)
                        .path("label")
                        .asText())
                .isEqualTo("red tile");
        assertThat(json("results/failed/note.jpg.json").path("class").asText())
                .isEqualTo("InvalidInferenceInputException");
        assertThat(json("results/failed/note.jpg.json").path("message").asText())
                .contains("text/plain");
    }

    @Test
    void everyPictureHasOnePlaceAndEveryConnectionIsGivenBack() throws Exception {
        EMULATOR.fault(Fault.modelLoading(20), 2);
        EMULATOR.fault(Fault.rateLimited(Duration.ofSeconds(30)), 2);
        EMULATOR.fault(Fault.resetBeforeAnswer());
        EMULATOR.fault(Fault.unauthorized());
        EMULATOR.fault(Fault.resetMidAnswer());
        TreeSet<String> expected = new TreeSet<>();
        for (int i = 0; i < 20; i++) {
            Sample picture = i % 10 == 9 ? Sample.note() : Sample.pictures().get(i % 3);
            String key = "delivery/" + i + ".png";
            store.upload(picture.named(key));
            String folder = picture.label().isEmpty()
                    ? "failed"
                    : "sorted/" + picture.label().replace(' ', '-');
            expected.add(folder + "/" + key);
            expected.add("results/" + folder + "/" + key + ".json");
        }

        routes.camel().start();

        awaitEmptyInbox();
        assertThat(store.keys("pictures")).containsExactlyElementsOf(expected);
        routes.camel().suspend();
        assertAllConnectionsAreFree();
    }

    @Test
    void aSecondPictureOfTheSameKeyReplacesNone() throws Exception {
        byte[] earlier = Sample.pictures().get(0).bytes();
        client.putObject(
                picture -> picture.bucket("pictures").key("sorted/red-tile/scan.png"), RequestBody.fromBytes(earlier));
        store.upload(Sample.large().named("scan.png"));

        routes.camel().start();

        awaitEmptyInbox();
        assertThat(store.keys("pictures")).hasSize(3);
        assertThat(store.content("pictures", "sorted/red-tile/scan.png")).isEqualTo(earlier);
        String second = store.keys("pictures").stream()
                .filter(key -> key.matches("sorted/red-tile/[0-9a-f]+-scan.png"))
                .findFirst()
                .orElseThrow();
        assertThat(store.content("pictures", second)).isEqualTo(Sample.large().bytes());
        assertThat(store.keys("pictures")).contains("results/" + second + ".json");
    }

    @Test
    void aSidecarReplacesNothingThatWasDelivered() throws Exception {
        Sample takeout = new Sample("note.jpg.json", "", "{\"title\": \"note\"}".getBytes(StandardCharsets.UTF_8));
        store.upload(takeout);
        routes.camel().start();
        awaitEmptyInbox();

        store.upload(Sample.note());
        awaitEmptyInbox();

        assertThat(store.keys("pictures"))
                .containsExactly(
                        "failed/note.jpg",
                        "failed/note.jpg.json",
                        "results/failed/note.jpg.json",
                        "results/failed/note.jpg.json.json");
        assertThat(store.content("pictures", "failed/note.jpg.json")).isEqualTo(takeout.bytes());
    }

    @Test
    void aPictureStaysInTheInboxThroughAnOutage() throws Exception {
        EMULATOR.alwaysFault(Fault.scalingUp());
        store.upload(Sample.pictures().get(0));

        routes.camel().start();
        EMULATOR.awaitRequests(RETRIES + 2, PATIENCE);

        assertThat(store.keys("inbox")).containsExactly("red.png");
        assertThat(store.keys("pictures")).isEmpty();
        EMULATOR.alwaysFault(null);
        awaitEmptyInbox();
        assertThat(store.keys("pictures"))
                .containsExactly("results/sorted/red-tile/red.png.json", "sorted/red-tile/red.png");
    }

    @Test
    void aPictureStaysInTheInboxUntilItCanBeStored() throws Exception {
        store.upload(Sample.pictures().get(0));
        client.deleteBucket(bucket -> bucket.bucket("pictures"));

        routes.camel().start();
        EMULATOR.awaitRequests(2, PATIENCE);

        assertThat(store.keys("inbox")).containsExactly("red.png");
        client.createBucket(bucket -> bucket.bucket("pictures"));
        awaitEmptyInbox();
        assertThat(store.keys("pictures"))
                .containsExactly("results/sorted/red-tile/red.png.json", "sorted/red-tile/red.png");
    }

    @Test
    void aKeyIsNeverEvaluated() throws Exception {
        String key = "${sysenv.PATH} & more/100%.png";
        store.upload(Sample.pictures().get(0).named(key));

        routes.camel().start();

        awaitEmptyInbox();
        assertThat(store.keys("pictures"))
                .containsExactly("results/sorted/red-tile/" + key + ".json", "sorted/red-tile/" + key);
    }

    private void awaitEmptyInbox() {
        await().atMost(PATIENCE).until(() -> store.keys("inbox").isEmpty());
    }

    /** Holds as many downloads open as the client has connections; it fails when the routes kept one. */
    private void assertAllConnectionsAreFree() throws IOException {
        List<ResponseInputStream<GetObjectResponse>> open = new ArrayList<>();
        String key = store.keys("pictures").get(0);
        for (int i = 0; i < CONNECTIONS; i++) {
            open.add(client.getObject(object -> object.bucket("pictures").key(key)));
        }
        assertThat(open).hasSize(CONNECTIONS);
        for (ResponseInputStream<GetObjectResponse> download : open) {
            download.close();
        }
    }

    private JsonNode json(String key) throws IOException {
        return new ObjectMapper().readTree(store.content("pictures", key));
    }
}
