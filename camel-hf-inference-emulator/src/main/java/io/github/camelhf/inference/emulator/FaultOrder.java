package io.github.camelhf.inference.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelhf.inference.emulator.dialect.RefusedException;
import java.util.ArrayList;
import java.util.List;

/**
 * A fault as ordered over HTTP: {@code {"fault": name, "times": n or "always", ...the fault's own fields}}.
 *
 * @param fault the fault
 * @param times for how many requests
 * @param always whether it stands until a reset instead
 */
record FaultOrder(Fault fault, int times, boolean always) {

    static List<FaultOrder> all(Iterable<JsonNode> orders) {
        List<FaultOrder> list = new ArrayList<>();
        orders.forEach(order -> list.add(of(order)));
        return list;
    }

    /** Throws a {@link RefusedException} that names the field and what it should be. */
    private static FaultOrder of(JsonNode order) {
        Fault fault = FaultCatalog.fault(new FaultFields(order));
        JsonNode times = order.path("times");
        if (times.isMissingNode()) {
            return new FaultOrder(fault, 1, false);
        }
        if (times.asText().equals("always")) {
            return new FaultOrder(fault, 1, true);
        }
        if (!times.isInt() || times.asInt() < 1) {
            throw new RefusedException("times must be a whole number from 1 or \"always\", got " + times);
        }
        return new FaultOrder(fault, times.asInt(), false);
    }
}
