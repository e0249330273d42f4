package io.github.camelhf.inference.examples.http;

import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.InferenceEmulator;
import io.github.camelhf.inference.examples.pictures.Sample;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/** Starts the server, posts pictures as any HTTP client would, and prints the answers. */
public final class HttpExample {

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI address;

    private HttpExample(URI address) {
        this.address = address;
    }

    /** Takes no arguments. */
    public static void main(String[] arguments) throws Exception {
        // Before the first logger is made: the output is for people.
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
        try (InferenceEmulator model = InferenceEmulator.builder().start();
                ClassifyServer server = new ClassifyServer(model.url(), ClassifyServer.SETTINGS)) {
            server.start();
            HttpExample caller = new HttpExample(server.classify());
            List<Sample> pictures = Sample.pictures();
            for (Sample picture : pictures) {
                caller.post(picture);
            }
            caller.post(Sample.note());
            model.fault(Fault.malformedJson());
            caller.post(pictures.get(0));
            model.fault(Fault.modelLoading(20));
            caller.post(pictures.get(1));
        }
    }

    private void post(Sample file) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(address)
                        .header("Content-Type", "application/octet-stream")
                        .POST(BodyPublishers.ofByteArray(file.bytes()))
                        .build(),
                BodyHandlers.ofString());
        String retryAfter = answer.headers()
                .firstValue("Retry-After")
                .map(" (Retry-After: %s)"::formatted)
                .orElse("");
        System.out.printf("POST %s  %-8s  %d%s%n", address, file.name(), answer.statusCode(), retryAfter);
        System.out.println("  " + answer.body());
    }
}
