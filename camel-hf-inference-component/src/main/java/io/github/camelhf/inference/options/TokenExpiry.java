package io.github.camelhf.inference.options;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** When a token ends, where it says so: a JSON web token has it in its second part. Source: RFC 7519, section 4.1.4. */
final class TokenExpiry {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Seconds that fit any clock. */
    private static final long LATEST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    private TokenExpiry() {}

    /** Null where the token says nothing. */
    static @Nullable Instant of(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return null;
        }
        try {
            JsonNode end =
                    MAPPER.readTree(Base64.getUrlDecoder().decode(parts[1])).path("exp");
            return end.isNumber() && end.asLong() > 0 && end.asLong() <= LATEST
                    ? Instant.ofEpochSecond(end.asLong())
                    : null;
        } catch (IOException | IllegalArgumentException e) {
            return null;
        }
    }
}
