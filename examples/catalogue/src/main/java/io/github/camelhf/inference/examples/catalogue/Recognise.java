package io.github.camelhf.inference.examples.catalogue;

import io.github.camelhf.inference.examples.catalogue.shelf.Product;
import io.github.camelhf.inference.examples.catalogue.shelf.Shelf;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.TypeConversionException;
import org.apache.camel.support.MessageHelper;
import org.apache.camel.support.SynchronizationAdapter;

/** Says which product a message holds. A content that the shelf has under another name brings its vector along. */
final class Recognise implements Processor {

    private final Shelf shelf;
    private final Indexing indexing;

    Recognise(Shelf shelf, Indexing indexing) {
        this.shelf = shelf;
        this.indexing = indexing;
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        String file = exchange.getProperty(Keys.FILE, "", String.class).replace('\\', '/');
        Product product;
        try {
            product = read(message, file);
        } catch (IOException | TypeConversionException e) {
            indexing.unreadable(file, "it cannot be read (" + rootOf(e) + ")");
            return;
        }
        exchange.setProperty(Keys.FILE, product.file());
        if (indexing.isSettled(product)) {
            return;
        }
        if (!indexing.begin(product.hash())) {
            throw new UnderWayException(product.file());
        }
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                indexing.end(product.hash());
            }
        });
        exchange.setProperty(Keys.PRODUCT, product);
        shelf.vectorOfContent(product.hash()).ifPresent(vector -> message.setHeader(Keys.VECTOR, vector));
    }

    /** Its size is that of the bytes that were hashed. What comes without a name is called by its content's hash. */
    private static Product read(Message message, String file) throws IOException {
        MessageDigest digest = sha256();
        long size = 0;
        try (InputStream in = message.getBody(InputStream.class)) {
            if (in == null) {
                throw new IOException("the message has no body");
            }
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
                size += read;
            }
        }
        MessageHelper.resetStreamCache(message);
        long modified = message.getHeader(Exchange.FILE_LAST_MODIFIED, 0L, Long.class);
        String hash = HexFormat.of().formatHex(digest.digest());
        return new Product(file.isEmpty() ? hash : file, hash, size, modified);
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null ? failure : rootOf(cause);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
