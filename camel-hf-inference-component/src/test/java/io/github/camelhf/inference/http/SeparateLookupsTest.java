package io.github.camelhf.inference.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestProducer;
import org.apache.hc.client5.http.async.methods.SimpleResponseConsumer;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A name that takes long holds up the calls to that name only, and not the thread that asks. */
class SeparateLookupsTest {

    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final OpenCalls calls = new OpenCalls(timer);
    private final PoolingAsyncClientConnectionManager connections = new SeparateLookups(new BlockingWork(threads, 2, 1))
            .setDnsResolver(new SlowNames())
            .build();
    private final CloseableHttpAsyncClient client = HttpAsyncClients.custom()
            .setConnectionManager(connections)
            .addExecInterceptorFirst("open call", OpenCall::watch)
            .disableAutomaticRetries()
            .build();
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, -1);
            }
        });
        server.start();
        client.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        calls.close(client);
        server.stop(0);
        threads.shutdownNow();
        timer.shutdownNow();
    }

    private CompletableFuture<Integer> get(String host, Duration timeout) {
        OpenCall<Integer> call = calls.open("owner", timeout, new OpenCall.Ending<>() {
            @Override
            public void expired(OpenCall<Integer> late) {
                late.result().completeExceptionally(new IllegalStateException("too late"));
            }

            @Override
            public Throwable stopped() {
                return new IllegalStateException("stopped");
            }
        });
        String uri = "http://" + host + ":" + server.getAddress().getPort() + "/";
        call.run(context -> client.execute(
                SimpleRequestProducer.create(SimpleHttpRequest.create("GET", uri)),
                SimpleResponseConsumer.create(),
                null,
                context,
                new FutureCallback<SimpleHttpResponse>() {
                    @Override
                    public void completed(SimpleHttpResponse response) {
                        if (call.decide()) {
                            call.result().complete(response.getCode());
                        }
                    }

                    @Override
                    public void failed(Exception failure) {
                        call.fail(failure);
                    }

                    @Override
                    public void cancelled() {
                        call.fail(new IllegalStateException("cancelled"));
                    }
                }));
        return call.result();
    }

    @Test
    void aSlowNameHoldsUpNeitherWhoAsksNorOtherNames() throws Exception {
        List<CompletableFuture<Integer>> slow = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            slow.add(get("slow.example", Duration.ofSeconds(30)));
        }
        assertThat(get("quick.example", Duration.ofSeconds(20)).get(20, TimeUnit.SECONDS))
                .isEqualTo(200);
        assertThat(get("127.0.0.1", Duration.ofSeconds(20)).get(20, TimeUnit.SECONDS))
                .isEqualTo(200);
        assertThat(slow).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void aCallThatWaitsForANameEndsAtItsDeadlineAndLeavesNoConnection() throws Exception {
        List<CompletableFuture<Integer>> slow = new ArrayList<>();
        for (String name : List.of("slow1.example", "slow2.example", "quick.example")) {
            slow.add(get(name, Duration.ofMillis(300)));
        }
        for (CompletableFuture<Integer> each : slow) {
            assertThat(each)
                    .failsWithin(20, TimeUnit.SECONDS)
                    .withThrowableThat()
                    .withMessageContaining("too late");
        }
        assertThat(connections.getTotalStats().getLeased()).isZero();
        end.countDown();
        assertThat(get("quick.example", Duration.ofSeconds(20)).get(20, TimeUnit.SECONDS))
                .isEqualTo(200);
    }

    private final class SlowNames implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            if (host.startsWith("slow")) {
                try {
                    end.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return new InetAddress[] {InetAddress.getLoopbackAddress()};
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
