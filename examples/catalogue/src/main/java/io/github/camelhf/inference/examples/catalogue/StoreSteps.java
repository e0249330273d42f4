package io.github.camelhf.inference.examples.catalogue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.camelhf.inference.examples.catalogue.shelf.Hit;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Points.ScoredPoint;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** What the stores beside Lucene need: their address, and the form of their answers. */
final class StoreSteps {

    private static final long PATIENCE_MILLIS = 3000;
    private static final int LENGTH = 768;
    private static final int QDRANT_PORT = 6334;

    private StoreSteps() {}

    /** Makes what the routes of the settings' store name. */
    static void bind(CamelContext camel, Settings settings, Properties placeholders) {
        String url = settings.route().getOrDefault("storeUrl", "");
        if (settings.store().equals("pgvector")) {
            HikariConfig pool = new HikariConfig();
            pool.setJdbcUrl(url);
            pool.setMaximumPoolSize(4);
            pool.setConnectionTimeout(PATIENCE_MILLIS);
            // A database that is down now may be up later.
            pool.setInitializationFailTimeout(-1);
            HikariDataSource store = new HikariDataSource(pool);
            camel.getRegistry().bind("store", store);
            camel.addLifecycleStrategy(new ClosedWithTheContext(store));
            bind(camel, "rows", StoreSteps::rows);
        } else if (settings.store().equals("qdrant")) {
            URI address = URI.create(url);
            placeholders.setProperty("storeHost", String.valueOf(address.getHost()));
            placeholders.setProperty(
                    "storePort", String.valueOf(address.getPort() < 0 ? QDRANT_PORT : address.getPort()));
            placeholders.setProperty("storeTls", String.valueOf("https".equals(address.getScheme())));
            String key = System.getenv("QDRANT_API_KEY");
            if (key != null) {
                placeholders.setProperty("storeKey", key);
            }
            bind(camel, "collection", StoreSteps::collection);
            bind(camel, "pointId", StoreSteps::pointId);
            bind(camel, "points", StoreSteps::points);
        }
    }

    private static void bind(CamelContext camel, String name, Processor step) {
        camel.getRegistry().bind(name, Processor.class, step);
    }

    private static void rows(Exchange exchange) {
        List<Hit> hits = new ArrayList<>();
        for (Object each : exchange.getMessage().getBody(List.class)) {
            Map<?, ?> row = (Map<?, ?>) each;
            hits.add(new Hit(String.valueOf(row.get("file")), Double.parseDouble(String.valueOf(row.get("score")))));
        }
        exchange.getMessage().setBody(hits);
    }

    private static void collection(Exchange exchange) {
        exchange.getMessage()
                .setBody(VectorParams.newBuilder()
                        .setSize(LENGTH)
                        .setDistance(Distance.Cosine)
                        .build());
    }

    /** Qdrant names points by UUIDs: each file has one of its own, the same at any time. */
    private static void pointId(Exchange exchange) {
        String file = exchange.getProperty(Keys.FILE, String.class);
        exchange.getMessage()
                .setHeader("CamelQdrantPointId", UUID.nameUUIDFromBytes(file.getBytes(StandardCharsets.UTF_8)));
    }

    private static void points(Exchange exchange) {
        List<Hit> hits = new ArrayList<>();
        int count = exchange.getProperty(Keys.COUNT, Integer.class);
        for (Object each : exchange.getMessage().getBody(List.class)) {
            ScoredPoint point = (ScoredPoint) each;
            if (hits.size() < count) {
                hits.add(new Hit(point.getPayloadOrThrow("text_segment").getStringValue(), point.getScore()));
            }
        }
        exchange.getMessage().setBody(hits);
    }
}
