package io.github.camelhf.inference.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelhf.inference.emulator.dialect.Json;
import io.github.camelhf.inference.emulator.dialect.RefusedException;
import java.time.Duration;
import java.util.List;

/** Reads a {@link Pace} from the JSON of {@code PUT /_emulator/pace}. */
final class PaceOrder {
    private static final List<String> FIELDS = List.of("open", "whenFull", "rate", "burst", "whenFast", "serviceTime");

    private PaceOrder() {}

    /**
     * The pace that the fields describe; those that are absent leave it unlimited.
     *
     * @throws RefusedException that names the field and what it should be
     */
    static Pace of(JsonNode json) {
        if (!json.isObject()) {
            throw new RefusedException("expected an object with the fields " + String.join(", ", FIELDS));
        }
        json.fieldNames().forEachRemaining(name -> {
            if (!FIELDS.contains(name)) {
                throw new RefusedException(
                        "unknown field \"" + name + "\", known fields are " + String.join(", ", FIELDS));
            }
        });
        FaultFields fields = new FaultFields(json);
        Pace pace = Pace.unlimited().oneAtATime(fields.duration("serviceTime", Duration.ZERO));
        if (fields.has("open")) {
            pace = pace.open(fields.number("open", 1), fault(fields, "whenFull", GatewayFaults.uvicornLimited()));
        }
        if (fields.has("rate")) {
            Fault above = fault(fields, "whenFast", GatewayFaults.nginxLimited());
            pace = pace.rate(fields.decimal("rate", 1), fields.number("burst", 0), above);
        }
        return pace;
    }

    /** A fault by its name, or as an object with its fields. */
    private static Fault fault(FaultFields fields, String field, Fault otherwise) {
        if (!fields.has(field)) {
            return otherwise;
        }
        JsonNode order = fields.json().path(field);
        return FaultCatalog.fault(new FaultFields(order.isTextual() ? Json.text("fault", order.textValue()) : order));
    }
}
