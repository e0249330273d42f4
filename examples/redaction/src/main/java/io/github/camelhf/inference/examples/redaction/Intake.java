package io.github.camelhf.inference.examples.redaction;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Processor;
import org.apache.tika.Tika;

/**
 * Says what a file is, by its content and its name, and gives it an id. The redacted document is called by that, since a file's name may be
 * somebody's. A file that comes again after a crash has the same id, another one of its name has another.
 */
final class Intake implements Processor {

    private final Tika tika = new Tika();

    @Override
    public void process(Exchange exchange) throws InvalidPayloadException, IOException {
        File file = exchange.getMessage().getMandatoryBody(File.class);
        exchange.setProperty("Kind", tika.detect(file));
        String identity = file.getName() + " " + file.lastModified() + " " + file.length();
        exchange.setProperty("Id", UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8)));
    }
}
