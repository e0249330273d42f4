package io.github.camelhf.inference.examples.ftp;

import java.io.EOFException;
import java.io.InputStream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.StreamCache;

/**
 * Refuses a download that is shorter than the file. Over FTP the end of a data connection is the end of the file: a picture that
 * is cut off in the middle looks like a whole one, and some servers for models answer with labels for its upper half.
 */
final class Whole implements Processor {

    @Override
    public void process(Exchange exchange) throws EOFException {
        Message message = exchange.getMessage();
        // Stream caching has read the download to its end before the first step of the route.
        InputStream body = message.getBody(InputStream.class);
        long received = ((StreamCache) body).length();
        long expected = message.getHeader(Exchange.FILE_LENGTH, Long.class);
        if (received != expected) {
            throw new EOFException("expected " + expected + " bytes of "
                    + message.getHeader(Exchange.FILE_NAME, String.class) + ", got " + received
                    + ": the connection ended early, the file will be taken again");
        }
    }
}
