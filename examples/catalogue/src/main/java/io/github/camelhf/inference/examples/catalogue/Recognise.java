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
        String file = exchange.getProperty(Keys.FILE, String.class).replace('\\', '/');
        exchange.setProperty(Keys.FILE, file);
        Product product;
        try {
            product = read(message, file);
        } catch (IOException | TypeConversionException e) {
            // Not to be read, or gone: no size says that its turn comes at every poll.
            indexing.problem(file, -1, -1, "it cannot be read (" + rootOf(e) + ")");
            return;
        }
        if (indexing.isSettled(file, product.size(), product.modified()) || !indexing.begin(product.hash())) {
            return;
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

    /** Its size is that of the bytes that were hashed. */
    private static Product read(Message message, String file) throws IOException {
        MessageDigest digest = sha256();
        long size = 0;
        try (InputStream in = message.getBody(InputStream.class)) {
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
                size += read;
            }
        }
        MessageHelper.resetStreamCache(message);
        long modified = message.getHeader(Exchange.FILE_LAST_MODIFIED, 0L, Long.class);
        return new Product(file, HexFormat.of().formatHex(digest.digest()), size, modified);
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
