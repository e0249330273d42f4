package io.github.camelhf.inference.examples.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.qdrant.client.grpc.Collections.CollectionOperationResponse;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.CollectionsGrpc;
import io.qdrant.client.grpc.Points.DeletePoints;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointsOperationResponse;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.QueryResponse;
import io.qdrant.client.grpc.Points.ScoredPoint;
import io.qdrant.client.grpc.Points.UpdateResult;
import io.qdrant.client.grpc.Points.UpsertPoints;
import io.qdrant.client.grpc.PointsGrpc;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Takes Qdrant's calls over gRPC, by Qdrant's own definitions of them, and keeps points in memory. It is no Qdrant: it shows that
 * requests are such as Qdrant's interface describes, and answers them by comparing everything.
 */
final class QdrantContract implements AutoCloseable {

    final Map<String, PointStruct> points = new ConcurrentHashMap<>();
    private final int port;
    private Server server;
    private volatile boolean made;
    private volatile boolean full;

    QdrantContract() throws IOException {
        server = started(0);
        port = server.getPort();
    }

    private Server started(int port) throws IOException {
        return NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", port))
                .addService(new CollectionsOfIt())
                .addService(new PointsOfIt())
                .build()
                .start();
    }

    void down() throws InterruptedException {
        server.shutdownNow().awaitTermination();
    }

    /** At the same address, with what was there. */
    void up() throws IOException {
        server = started(port);
    }

    /** Whether it says so to everything that is put. */
    void full(boolean now) {
        full = now;
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    private final class CollectionsOfIt extends CollectionsGrpc.CollectionsImplBase {
        @Override
        public void create(CreateCollection request, StreamObserver<CollectionOperationResponse> answer) {
            if (made) {
                answer.onError(Status.ALREADY_EXISTS.asRuntimeException());
                return;
            }
            assertThat(request.getCollectionName()).isEqualTo("catalogue");
            assertThat(request.getVectorsConfig().getParams().getSize()).isEqualTo(768);
            assertThat(request.getVectorsConfig().getParams().getDistance()).isEqualTo(Distance.Cosine);
            made = true;
            answer.onNext(
                    CollectionOperationResponse.newBuilder().setResult(true).build());
            answer.onCompleted();
        }
    }

    private final class PointsOfIt extends PointsGrpc.PointsImplBase {
        @Override
        public void upsert(UpsertPoints request, StreamObserver<PointsOperationResponse> answer) {
            if (full) {
                answer.onError(Status.RESOURCE_EXHAUSTED
                        .withDescription("No space left on device")
                        .asRuntimeException());
                return;
            }
            for (PointStruct point : request.getPointsList()) {
                if (vector(point).size() != 768 || !point.getId().hasUuid()) {
                    answer.onError(Status.INVALID_ARGUMENT.asRuntimeException());
                    return;
                }
                points.put(point.getId().getUuid(), point);
            }
            done(answer);
        }

        @Override
        public void delete(DeletePoints request, StreamObserver<PointsOperationResponse> answer) {
            request.getPoints().getPoints().getIdsList().forEach(id -> points.remove(id.getUuid()));
            done(answer);
        }

        @Override
        public void query(QueryPoints request, StreamObserver<QueryResponse> answer) {
            List<Float> wanted = request.getQuery().getNearest().getDense().getDataList();
            QueryResponse.Builder found = QueryResponse.newBuilder();
            points.values().stream()
                    .map(point -> ScoredPoint.newBuilder()
                            .setId(point.getId())
                            .putAllPayload(point.getPayloadMap())
                            .setScore(dot(wanted, vector(point)))
                            .build())
                    .sorted((one, other) -> Float.compare(other.getScore(), one.getScore()))
                    .limit(request.getLimit())
                    .forEach(found::addResult);
            answer.onNext(found.build());
            answer.onCompleted();
        }

        private void done(StreamObserver<PointsOperationResponse> answer) {
            answer.onNext(PointsOperationResponse.newBuilder()
                    .setResult(UpdateResult.newBuilder().setOperationId(1))
                    .build());
            answer.onCompleted();
        }
    }

    @SuppressWarnings("deprecation") // older clients write the vector here
    private static List<Float> vector(PointStruct point) {
        List<Float> dense = point.getVectors().getVector().getDense().getDataList();
        return dense.isEmpty() ? point.getVectors().getVector().getDataList() : dense;
    }

    private static float dot(List<Float> one, List<Float> other) {
        float sum = 0;
        for (int i = 0; i < one.size(); i++) {
            sum += one.get(i) * other.get(i);
        }
        return sum;
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
