package io.github.camelhf.inference.emulator;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * One inference request from its head to its end: read and record the body, find the right answer, let the fault have its
 * way, send. No thread waits in between. The stages run one after the other, so the fields need no lock.
 */
final class InferenceExchange {
    private final InferenceHandler handler;
    private final Route route;
    private final Request request;
    private final Callback callback;
    private final Delivery delivery;
    private final @Nullable Effect fault;
    private final RequestLog.Entry entry;
    private final Traffic.Admission admission;
    private final BodyIntake intake;
    private final int epoch;
    private final Instant arrived = Instant.now();

    InferenceExchange(InferenceHandler handler, Route route, Request request, Response response, Callback callback) {
        this.handler = handler;
        this.route = route;
        this.request = request;
        this.callback = callback;
        this.epoch = handler.held().epoch();
        this.entry = handler.log().opened();
        this.admission = handler.traffic().admit();
        this.delivery = new Delivery(request, response, callback, this::over);
        Request.addCompletionListener(request, failure -> over());
        Fault refusal = admission.refusal();
        Fault next = refusal == null ? handler.faults().next() : refusal;
        this.fault = next == null ? null : next.effect();
        this.intake = new BodyIntake(handler.maximumBody(), request.getLength());
    }

    /** The call was answered or its connection ended; may come more than once. */
    private void over() {
        entry.close();
        admission.leave();
    }

    void begin() {
        if (isBreak(Breakage.RESET_AFTER_HEAD)) {
            record(false);
            tear(Breakage.RESET_AFTER_HEAD, new Reply(200, Map.of(), null, new byte[0]));
        } else if (request.getLength() > handler.maximumBody()) {
            tooLarge();
        } else {
            readOn();
        }
    }

    private void readOn() {
        try {
            read();
        } catch (RuntimeException e) {
            callback.failed(e);
        }
    }

    private void read() {
        while (true) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this::readOn);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                record(false);
                callback.failed(chunk.getFailure());
                return;
            }
            ByteBuffer bytes = chunk.getByteBuffer();
            boolean fits = intake.accept(bytes);
            boolean last = chunk.isLast();
            chunk.release();
            if (!fits) {
                tooLarge();
                return;
            }
            if (last) {
                record(true);
                answer();
                return;
            }
        }
    }

    private void tooLarge() {
        record(false);
        String title = "413 Request Entity Too Large";
        byte[] page = ErrorShape.HTML.body(413, title);
        delivery.send(new Reply(413, Map.of("Connection", "close"), ErrorShape.HTML.contentType(), page));
    }

    private void answer() {
        long start = System.nanoTime();
        Reply reply = reply();
        boolean replaced = fault instanceof Effect.Instead || fault instanceof Effect.Verbatim;
        Duration turn = replaced ? Duration.ZERO : handler.traffic().turn();
        Duration delay = fault instanceof Effect.Wait wait ? wait.delay() : Duration.ZERO;
        Reply complete = fault instanceof Effect.Verbatim ? reply : withHeaders(reply, System.nanoTime() - start);
        delivery.after(handler.latency().plus(turn).plus(delay), () -> deliver(complete));
    }

    private Reply withHeaders(Reply reply, long nanos) {
        Duration computed = Duration.ofNanos(nanos)
                .plus(handler.latency())
                .plus(handler.traffic().serviceTime());
        String clientId = request.getHeaders().get("X-Amzn-Trace-Id");
        return reply.withHeaders(
                switch (route.family()) {
                    case TEXT_EMBEDDINGS ->
                        reply.status() == 200 ? AnswerHeaders.ofTextEmbeddings(intake.length(), computed) : Map.of();
                    case FASTAPI -> Map.of("server", "uvicorn");
                    case TOOLKIT, HOSTED, OPENAI -> AnswerHeaders.of(route.model(), clientId, arrived, computed);
                });
    }

    private Reply reply() {
        if (fault instanceof Effect.Instead instead) {
            return instead.reply().withBody(this::nameModel);
        }
        if (fault instanceof Effect.Verbatim verbatim) {
            return verbatim.reply();
        }
        Reply refusal = handler.inference().refusal(route, request.getHeaders());
        Reply right =
                refusal == null ? handler.inference().answer(route, request, intake.kept(), intake.length()) : refusal;
        if (fault instanceof Effect.Rewrite rewrite && right.status() == 200) {
            return right.withBody(rewrite.change());
        }
        return right;
    }

    private byte[] nameModel(byte[] body) {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        return text.replace("${model}", route.model()).getBytes(StandardCharsets.ISO_8859_1);
    }

    private void deliver(Reply reply) {
        if (fault instanceof Effect.Break broken) {
            tear(broken.breakage(), reply);
        } else if (fault instanceof Effect.Dribble dribble) {
            delivery.dribble(reply, dribble.bytes(), dribble.pause());
        } else {
            // A client that has its answer may call again before the server is done with the last request.
            over();
            delivery.send(reply);
        }
    }

    private void tear(Breakage breakage, Reply reply) {
        EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
        AtomicBoolean ended = new AtomicBoolean();
        Runnable gone = () -> {
            if (ended.compareAndSet(false, true)) {
                callback.failed(new EofException("torn on purpose: " + breakage.jsonName()));
            }
        };
        Wire wire = new Wire(endPoint, gone);
        if (breakage == Breakage.NEVER_ANSWER) {
            request.addFailureListener(failure -> gone.run());
            boolean held = handler.held().hold(endPoint, epoch);
            wire.tear(held ? breakage : Breakage.CLOSE_BEFORE_ANSWER, reply);
        } else {
            over();
            wire.tear(breakage, reply);
        }
    }

    private boolean isBreak(Breakage breakage) {
        return fault instanceof Effect.Break broken && broken.breakage() == breakage;
    }

    private void record(boolean complete) {
        String query = request.getHttpURI().getQuery();
        entry.record(new RecordedRequest(
                request.getMethod(),
                String.valueOf(request.getHttpURI().getPath()),
                query == null ? "" : query,
                headers(),
                intake.length(),
                intake.sha256Hex(),
                intake.head(),
                complete,
                request.getConnectionMetaData().getHttpVersion().asString(),
                Request.getRemotePort(request),
                arrived));
    }

    private Map<String, List<String>> headers() {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (HttpField field : request.getHeaders()) {
            headers.computeIfAbsent(field.getName(), name -> new ArrayList<>()).add(String.valueOf(field.getValue()));
        }
        headers.replaceAll((name, values) -> List.copyOf(values));
        return Collections.unmodifiableMap(headers);
    }
}
