package io.github.camelhf.inference.examples.invoice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Lets records pass whose numbers add up. */
final class Check implements Processor {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** @throws WrongInvoiceException saying what is wrong, and what was read */
    @Override
    public void process(Exchange exchange) throws JsonProcessingException {
        String read = exchange.getMessage().getBody(String.class);
        Optional<String> mistake = JSON.readValue(read, Invoice.class).mistake();
        if (mistake.isPresent()) {
            throw new WrongInvoiceException(mistake.get() + "\n" + read);
        }
    }
}
