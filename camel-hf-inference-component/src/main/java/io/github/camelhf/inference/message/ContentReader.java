package io.github.camelhf.inference.message;

import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.input.ByteSize;
import io.github.camelhf.inference.input.Content;
import jakarta.activation.DataHandler;
import java.awt.Image;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;
import org.jspecify.annotations.Nullable;

/** Finds the bytes behind the kinds of bodies that routes carry. */
final class ContentReader {

    private final ByteSize limit;

    ContentReader(ByteSize limit) {
        this.limit = limit;
    }

    /**
     * The bytes of one item, at least one.
     *
     * @throws InvalidInferenceInputException when the item holds none, or is of a kind that has none
     */
    Content read(Exchange exchange, @Nullable Object item) throws IOException {
        Content content = find(exchange, item);
        if (content.length() == 0) {
            throw new InvalidInferenceInputException("the content is empty, 0 bytes"
                    + (item instanceof InputStream
                            ? "; was the stream read before? Stream caching lets it be read again"
                            : ""));
        }
        return content;
    }

    private Content find(Exchange exchange, @Nullable Object item) throws IOException {
        if (item instanceof byte[] bytes) {
            return Content.of(bytes);
        }
        if (item instanceof ByteBuffer buffer) {
            return Content.of(buffer);
        }
        if (item instanceof WrappedFile<?> wrapped) {
            return ofWrapped(exchange, wrapped);
        }
        if (item instanceof File file) {
            return ofFile(file.toPath());
        }
        if (item instanceof Path path) {
            return ofFile(path);
        }
        if (item instanceof StreamCache cache) {
            return ofCache(exchange, cache);
        }
        if (item instanceof DataHandler data) {
            Content kept = KeptInputs.of(exchange).kept(data);
            return kept == null ? KeptInputs.of(exchange).stream(data, data.getInputStream(), limit) : kept;
        }
        return ofStream(exchange, item);
    }

    /** A file of a remote store has no local file: its body holds the bytes, or a stream of them. */
    private Content ofWrapped(Exchange exchange, WrappedFile<?> wrapped) throws IOException {
        if (wrapped.getFile() instanceof File file) {
            return ofFile(file.toPath());
        }
        if (wrapped.getFile() instanceof Path path) {
            return ofFile(path);
        }
        if (wrapped.getBody() == null) {
            throw new InvalidInferenceInputException(
                    "the remote file was not downloaded, there are no bytes to send; leave the consumer's option download at true");
        }
        return find(exchange, wrapped.getBody());
    }

    private static Content ofFile(Path path) throws IOException {
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw new InvalidInferenceInputException("the file " + path
                    + (Files.isRegularFile(path)
                            ? " cannot be read; give the right to the user " + System.getProperty("user.name")
                            : Files.exists(path) ? " is no regular file" : " does not exist; was it moved meanwhile?"));
        }
        return Content.of(path);
    }

    /**
     * Each attempt reads a copy of its own: an attempt that ran out of time may still be reading when the next one starts. The
     * copies share the bytes.
     */
    private Content ofCache(Exchange exchange, StreamCache cache) throws IOException {
        cache.reset();
        if (cache instanceof InputStream && cache.copy(exchange) instanceof InputStream copy) {
            return new CachedContent(copy, (StreamCache) copy);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        cache.writeTo(bytes);
        cache.reset();
        return KeptInputs.of(exchange).stream(cache, new ByteArrayInputStream(bytes.toByteArray()), limit);
    }

    private Content ofStream(Exchange exchange, @Nullable Object item) {
        // First, for a converter may open something new each time.
        Content kept = item == null ? null : KeptInputs.of(exchange).kept(item);
        if (kept != null) {
            return kept;
        }
        InputStream stream = item instanceof InputStream given ? given : converted(exchange, item);
        if (item == null || stream == null) {
            throw new InvalidInferenceInputException("expected bytes, a stream, a file, a path or text, got "
                    + (item == null
                            ? "an empty body"
                            : "a " + item.getClass().getName()
                                    + "; take out of it what is meant, or convert it first"));
        }
        return KeptInputs.of(exchange).stream(item, stream, limit);
    }

    /** Camel converts an address by opening it, which only our own guarded downloader may do. */
    private static @Nullable InputStream converted(Exchange exchange, @Nullable Object item) {
        boolean address = item instanceof URI || item instanceof URL;
        return address || item instanceof Image || item == null
                ? null
                : exchange.getContext().getTypeConverter().tryConvertTo(InputStream.class, exchange, item);
    }

    /** The name that speaks of the item's type when its content does not. */
    Optional<String> name(Exchange exchange, @Nullable Object item) {
        if (item instanceof File file) {
            return Optional.of(file.getName());
        }
        if (item instanceof Path path) {
            return Optional.of(path.toString());
        }
        return Optional.ofNullable(exchange.getMessage().getHeader(Exchange.FILE_NAME, String.class));
    }

    /** A body that Camel has cached. Every opening starts again at its first byte. */
    private record CachedContent(InputStream stream, StreamCache cache) implements Content {
        @Override
        public long length() {
            return cache.length();
        }

        /** Camel keeps small bodies in memory, larger ones in files; of other caches we know nothing. */
        @Override
        public boolean mayBlock() {
            return !(stream instanceof ByteArrayInputStream);
        }

        @Override
        public InputStream open() {
            cache.reset();
            return new Rewinding(stream, cache);
        }
    }

    /** Closes what the cache opened, so that no file handle stays, and leaves it ready for the next opening. */
    private static final class Rewinding extends FilterInputStream {
        private final StreamCache cache;

        Rewinding(InputStream stream, StreamCache cache) {
            super(stream);
            this.cache = cache;
        }

        @Override
        public void close() throws IOException {
            super.close();
            cache.reset();
        }
    }
}
