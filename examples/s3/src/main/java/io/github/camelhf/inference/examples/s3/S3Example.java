package io.github.camelhf.inference.examples.s3;

import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.InferenceEmulator;
import io.github.camelhf.inference.examples.pictures.Sample;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.NotifyBuilder;
import software.amazon.awssdk.services.s3.S3Client;

/** Starts a store, uploads pictures and shows what the routes made of them. */
public final class S3Example {

    private S3Example() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) throws Exception {
        // Before the first logger is made: the output is for people.
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
        try (InferenceEmulator model = InferenceEmulator.builder().start();
                Store store = new Store();
                S3Client client = store.client(16, Duration.ofSeconds(10));
                BucketSorting routes = new BucketSorting(client, model.url(), BucketSorting.SETTINGS)) {
            List<Sample> files = new ArrayList<>(Sample.pictures());
            files.add(Sample.note());
            files.forEach(store::upload);
            System.out.println("bucket inbox: " + store.keys("inbox"));
            NotifyBuilder stored = new NotifyBuilder(routes.camel())
                    .fromRoute("bucket")
                    .whenCompleted(files.size())
                    .create();
            model.fault(Fault.modelLoading(1));
            routes.start();
            if (!stored.matches(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("not all pictures were stored within a minute");
            }
            System.out.println("bucket inbox: " + store.keys("inbox"));
            System.out.println("bucket pictures:");
            for (String key : store.keys("pictures")) {
                boolean sidecar = key.endsWith(".json");
                String content =
                        sidecar ? "  " + new String(store.content("pictures", key), StandardCharsets.UTF_8) : "";
                System.out.println("  " + key + content);
            }
        }
    }
}
