package io.github.camelhf.inference.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** The route of the documentation for large folders, watched from inside its JVM. */
final class FolderProbe {

    private static final int SAMPLES = 10;

    private FolderProbe() {}

    /** Takes the folder, the number of files and the server's address. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        int count = Integer.parseInt(arguments[1]);
        long start = System.nanoTime();
        AtomicInteger answered = new AtomicInteger();
        List<Long> heap = new ArrayList<>();
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(count);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutes(route(folder, arguments[2], exchange -> {
                first.countDown();
                ended.countDown();
                if (answered.incrementAndGet() % (count / SAMPLES) == 0) {
                    record(heap);
                }
            }));
            context.start();
            first.await();
            System.out.println("first answer after: " + seconds(start));
            ended.await();
            System.out.println("all answers after: " + seconds(start));
            System.out.println("heap at each tenth, MB: " + heap);
        }
        try (Stream<Path> done = Files.list(folder.resolve(".done"))) {
            System.out.println("files moved: " + done.count());
        }
        System.exit(0);
    }

    private static RouteBuilder route(Path folder, String address, Consumer<Exchange> answered) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("file:" + folder + "?initialDelay=0&greedy=true&maxMessagesPerPoll=5000"
                                + "&move=.done&moveFailed=.failed"
                                + "&processStrategy=#class:io.github.camelhf.inference.HfInferenceFiles")
                        .to("hf-inference:zero-shot?labels=tile,stone,wood,lawn,wall&maxInFlight="
                                + FolderTrial.IN_FLIGHT + "&endpointUrl=" + address)
                        .process(answered::accept);
            }
        };
    }

    private static synchronized void record(List<Long> heap) {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        heap.add((runtime.totalMemory() - runtime.freeMemory()) >> 20);
    }

    private static String seconds(long start) {
        return Math.round((System.nanoTime() - start) / 1e8) / 10.0 + " s";
    }
}
