package io.github.camelhf.inference.emulator;

import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Every path of the emulator: control, health, inference, and the plain-text 404 and 405 of the real server. */
final class InferenceHandler extends Handler.Abstract {
    private final Inference inference;
    private final RequestLog log;
    private final FaultPlan faults;
    private final Traffic traffic;
    private final ControlHandler control;
    private final HandlerVariant variant;
    private final Duration latency;
    private final long maximumBody;
    private final HeldConnections held = new HeldConnections();

    InferenceHandler(
            InferenceEmulator.Builder options,
            Inference inference,
            RequestLog log,
            FaultPlan faults,
            Traffic traffic,
            ControlHandler control) {
        this.inference = inference;
        this.log = log;
        this.faults = faults;
        this.traffic = traffic;
        this.control = control;
        this.variant = options.variant;
        this.latency = options.latency;
        this.maximumBody = options.maximumBody;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String path = String.valueOf(request.getHttpURI().getPath());
        Delivery delivery = new Delivery(request, response, callback, () -> {});
        if (path.equals("/_emulator") || path.startsWith("/_emulator/")) {
            delivery.send(control.handle(request, path));
            return true;
        }
        boolean get = request.getMethod().equals("GET");
        if (get && (path.equals("/") || path.equals("/health"))) {
            delivery.send(Reply.text(200, "Ok"));
            return true;
        }
        Optional<Route> route = Route.of(path, variant);
        if (route.isEmpty()) {
            delivery.send(variant.refuse(404, "Not Found"));
        } else if (!request.getMethod().equals("POST")) {
            delivery.send(variant.refuse(405, "Method Not Allowed"));
        } else {
            new InferenceExchange(this, route.get(), request, response, callback).begin();
        }
        return true;
    }

    Inference inference() {
        return inference;
    }

    RequestLog log() {
        return log;
    }

    FaultPlan faults() {
        return faults;
    }

    Traffic traffic() {
        return traffic;
    }

    Duration latency() {
        return latency;
    }

    long maximumBody() {
        return maximumBody;
    }

    HeldConnections held() {
        return held;
    }
}
