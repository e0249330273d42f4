package io.github.camelhf.inference;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An answer of 200 MB passes through a JVM that could not hold it, and leaves nothing in the folder for temporary files. */
class LargeMediaTest {

    private static final int MEGABYTES = 200;

    @TempDir
    static Path folder;

    @Test
    void twoHundredMegabytesNeedNoLargeHeap() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", LargeMediaTest::answer);
        server.start();
        try {
            Programs.run(
                    Child.class,
                    List.of("-Xmx64m", "-Djava.io.tmpdir=" + temporary),
                    folder.toString(),
                    "hf-inference:text-to-image?maxMediaSize=300MB&endpointUrl=http://127.0.0.1:"
                            + server.getAddress().getPort());

            assertThat(Files.size(folder.resolve("made.png"))).isEqualTo((MEGABYTES + 1L) << 20);
            try (Stream<Path> left = Files.list(temporary)) {
                assertThat(left.filter(file -> file.toString().endsWith(".media")))
                        .isEmpty();
            }
        } finally {
            server.stop(0);
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Content-Type", "image/png");
        exchange.sendResponseHeaders(200, 0);
        byte[] megabyte = new byte[1 << 20];
        byte[] head = Pictures.plain("png", Color.RED);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(head);
            out.write(megabyte, 0, megabyte.length - head.length);
            for (int i = 0; i < MEGABYTES; i++) {
                out.write(megabyte);
            }
        }
    }

    /** Writes what it gets into the folder. */
    static final class Child {

        private Child() {}

        public static void main(String[] arguments) throws Exception {
            try (DefaultCamelContext context = new DefaultCamelContext()) {
                context.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:in").to(arguments[1]).to("file:" + arguments[0] + "?fileName=made.png");
                    }
                });
                context.start();
                context.createProducerTemplate().sendBody("direct:in", "a red tile");
            }
        }
    }
}
