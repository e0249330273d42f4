package io.github.camelhf.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.emulator.RecordedRequest;
import io.github.camelhf.inference.result.Classifications;
import java.awt.Color;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A file of 100 MB passes through a JVM that could not hold it: the picture is read while it is sent. */
class LargeFileTest {

    private static final long SIZE = 100L * 1024 * 1024;

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @TempDir
    static Path folder;

    @Test
    void aHundredMegabytesAsBase64NeedNoLargeHeap() throws Exception {
        EMULATOR.fault(Fault.answer(200, "application/json", "[{\"label\":\"a\",\"score\":1}]"));

        String output = run("zero-shot?labels=a&maxRequestSize=200MB&endpointUrl=" + EMULATOR.url());

        assertThat(output).contains("classified as a");
        RecordedRequest request = EMULATOR.requests().get(0);
        assertThat(request.bodyComplete()).isTrue();
        assertThat(request.bodyLength()).isGreaterThan(SIZE / 3 * 4);
        assertThat(request.header("Content-Length")).contains(String.valueOf(request.bodyLength()));
    }

    @Test
    void aHundredMegabytesOfRawBytesNeedNoLargeHeap() throws Exception {
        EMULATOR.fault(Fault.answer(200, "application/json", "[{\"label\":\"a\",\"score\":1}]"));

        String output = run("image-classification?model=a/b&maxRequestSize=200MB&baseUrl=" + EMULATOR.hostedUrl());

        assertThat(output).contains("classified as a");
        assertThat(EMULATOR.requests().get(0).bodyLength()).isEqualTo(SIZE);
    }

    private static String run(String call) throws Exception {
        Path file = folder.resolve("large.bmp");
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.write(Pictures.plain("bmp", Color.RED));
            large.setLength(SIZE);
        }
        return Programs.run(Child.class, List.of("-Xmx64m"), folder.toString(), "hf-inference:" + call);
    }

    /** Takes the one file of a folder through a route and prints its label. */
    static final class Child {

        private Child() {}

        public static void main(String[] arguments) throws Exception {
            try (Routes routes = new Routes()) {
                routes.from("file:" + arguments[0] + "?noop=true&initialDelay=0")
                        .to(arguments[1], "seda:out");
                Classifications result =
                        routes.context.createConsumerTemplate().receiveBody("seda:out", 100_000, Classifications.class);
                System.out.println("classified as " + result.best().label());
            }
        }
    }
}
