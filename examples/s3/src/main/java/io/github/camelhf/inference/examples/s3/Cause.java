package io.github.camelhf.inference.examples.s3;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Makes the body the reason for which a picture failed, as JSON: the content of its sidecar. */
final class Cause implements Processor {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public void process(Exchange exchange) throws JsonProcessingException {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        exchange.getMessage()
                .setBody(JSON.writeValueAsString(Map.of(
                        "class", failure.getClass().getSimpleName(),
                        "message", String.valueOf(failure.getMessage()))));
    }
}
