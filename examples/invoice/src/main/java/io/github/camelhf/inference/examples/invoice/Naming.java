package io.github.camelhf.inference.examples.invoice;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Processor;

/**
 * Names a picture and its record by the file's name, time and size: the same after a crash, so that an invoice is not booked twice, and
 * another one for another picture of the same name.
 */
final class Naming implements Processor {

    /** Most disks take 255 bytes, with what is put around it; a longer name gives way to an id. */
    private static final int MOST_BYTES = 180;

    @Override
    public void process(Exchange exchange) throws InvalidPayloadException {
        File file = exchange.getMessage().getMandatoryBody(File.class);
        String name = file.getName();
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        int dot = name.lastIndexOf('.');
        boolean ends = dot > 0 && name.length() - dot <= 10;
        String stem = ends ? name.substring(0, dot) : name;
        exchange.setProperty(
                "Name",
                (bytes.length > MOST_BYTES ? UUID.nameUUIDFromBytes(bytes).toString() : stem) + "-"
                        + file.lastModified() + "-" + file.length() + (ends ? name.substring(dot) : ""));
    }
}
