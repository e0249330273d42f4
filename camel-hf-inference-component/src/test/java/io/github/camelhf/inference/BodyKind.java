package io.github.camelhf.inference;

import jakarta.activation.DataHandler;
import jakarta.activation.DataSource;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringReader;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.WrappedFile;
import org.apache.camel.component.file.FileConsumer;
import org.apache.camel.converter.stream.ByteArrayInputStreamCache;
import org.apache.camel.converter.stream.CachedOutputStream;
import org.apache.camel.converter.stream.InputStreamCache;

/** What a route may carry in place of a picture, each able to hold its bytes in memory or in a file. */
@SuppressWarnings("ImmutableEnumChecker") // makers are stateless
enum BodyKind {
    BYTE_ARRAY((source, backing) -> source.bytes()),
    BYTE_BUFFER((source, backing) -> backing == Backing.MEMORY ? ByteBuffer.wrap(source.bytes()) : mapped(source)),
    DIRECT_BUFFER((source, backing) -> ByteBuffer.allocateDirect(source.bytes().length + 2)
            .put(1, source.bytes())
            .position(1)
            .limit(source.bytes().length + 1)),
    INPUT_STREAM((source, backing) -> source.tracked(backing)),
    INPUT_STREAM_CACHE((source, backing) -> new InputStreamCache(source.bytes())),
    BYTE_ARRAY_STREAM_CACHE(
            (source, backing) -> new ByteArrayInputStreamCache(new ByteArrayInputStream(source.bytes()))),
    SPOOLED_STREAM_CACHE((source, backing) -> spooled(source, backing)),
    FILE((source, backing) -> source.file().toFile()),
    PATH((source, backing) -> backing == Backing.FILE ? source.file() : source.zipped()),
    LOCAL_WRAPPED_FILE((source, backing) -> local(source.file().toFile())),
    REMOTE_FILE_OF_BYTES((source, backing) -> new RemoteFile(source.bytes())),
    REMOTE_FILE_OF_LOCAL_COPY((source, backing) -> new RemoteFile(source.file().toFile())),
    REMOTE_FILE_OF_STREAM((source, backing) -> new RemoteFile(source.tracked(backing))),
    DATA_HANDLER((source, backing) -> new DataHandler(source.dataSource(backing))),
    BASE64((source, backing) -> Base64.getEncoder().encodeToString(source.bytes())),
    BASE64_WITH_LINES((source, backing) -> Base64.getMimeEncoder().encodeToString(source.bytes())),
    BASE64_WITHOUT_PADDING(
            (source, backing) -> Base64.getEncoder().withoutPadding().encodeToString(source.bytes())),
    BASE64_URL_SAFE((source, backing) -> Base64.getUrlEncoder().encodeToString(source.bytes())),
    BASE64_URL_SAFE_WITHOUT_PADDING(
            (source, backing) -> Base64.getUrlEncoder().withoutPadding().encodeToString(source.bytes())),
    CHAR_SEQUENCE((source, backing) -> CharBuffer.wrap(Base64.getEncoder().encodeToString(source.bytes()))),
    READER((source, backing) -> new StringReader(Base64.getEncoder().encodeToString(source.bytes()))),
    DATA_URI((source, backing) -> "data:image/png;base64," + Base64.getEncoder().encodeToString(source.bytes())),
    URI_OF_DATA((source, backing) ->
            URI.create("data:image/png;base64," + Base64.getEncoder().encodeToString(source.bytes()))),
    ADDRESS((source, backing) -> source.address()),
    URI_OF_ADDRESS((source, backing) -> URI.create(source.address())),
    URL_OF_ADDRESS((source, backing) -> new URL(source.address())),
    BUFFERED_IMAGE((source, backing) -> source.image()),
    CONVERTIBLE((source, backing) -> new Scan(source.tracked(backing)));

    /** Where the bytes are while the message waits. What is in memory is small, what is in a file is larger than any buffer. */
    enum Backing {
        MEMORY,
        FILE
    }

    private final Maker maker;

    BodyKind(Maker maker) {
        this.maker = maker;
    }

    Object body(Source source, Backing backing) throws Exception {
        return maker.make(source, backing);
    }

    /** A picture in all the places from which bodies take it. */
    record Source(
            byte[] bytes,
            BufferedImage image,
            Path file,
            String address,
            Exchange exchange,
            List<TrackedStream> opened) {

        static Source of(byte[] bytes, BufferedImage image, Path file, String address, Exchange exchange)
                throws IOException {
            Files.write(file, bytes);
            return new Source(bytes, image, file, address, exchange, new ArrayList<>());
        }

        TrackedStream tracked(Backing backing) throws IOException {
            TrackedStream stream = new TrackedStream(
                    backing == Backing.MEMORY ? new ByteArrayInputStream(bytes) : Files.newInputStream(file));
            opened.add(stream);
            return stream;
        }

        /** A file that no {@code java.io.File} can name. */
        Path zipped() throws IOException {
            Path zip = file.resolveSibling(file.getFileName() + ".zip");
            Files.deleteIfExists(zip);
            FileSystem files = FileSystems.newFileSystem(zip, Map.of("create", "true"));
            Path inside = files.getPath("picture.png");
            Files.write(inside, bytes);
            return inside;
        }

        DataSource dataSource(Backing backing) {
            return new DataSource() {
                @Override
                public InputStream getInputStream() throws IOException {
                    return tracked(backing);
                }

                @Override
                public OutputStream getOutputStream() {
                    throw new UnsupportedOperationException();
                }

                @Override
                public String getContentType() {
                    return "image/png";
                }

                @Override
                public String getName() {
                    return "picture.png";
                }
            };
        }
    }

    /** Knows whether it was closed. */
    static final class TrackedStream extends FilterInputStream {
        private volatile boolean closed;

        TrackedStream(InputStream in) {
            super(in);
        }

        boolean isClosed() {
            return closed;
        }

        @Override
        public void close() throws IOException {
            closed = true;
            super.close();
        }
    }

    /** A type of an application's own, for which it registers a converter to {@code InputStream}. */
    record Scan(InputStream pixels) {}

    /** As the FTP components deliver: a file of another machine whose body holds what was downloaded. */
    record RemoteFile(Object body) implements WrappedFile<String> {
        @Override
        public String getFile() {
            return "/far/away/picture.png";
        }

        @Override
        public Object getBody() {
            return body;
        }

        @Override
        public long getFileLength() {
            return -1;
        }
    }

    private static ByteBuffer mapped(Source source) throws IOException {
        try (FileChannel channel = FileChannel.open(source.file())) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
        }
    }

    private static Object spooled(Source source, Backing backing) throws IOException {
        source.exchange().getContext().getStreamCachingStrategy().setSpoolEnabled(backing == Backing.FILE);
        CachedOutputStream stream = new CachedOutputStream(source.exchange());
        stream.write(source.bytes());
        return stream.newStreamCache();
    }

    private static WrappedFile<File> local(File file) {
        return FileConsumer.asGenericFile(file.getParent(), file, null, false);
    }

    @FunctionalInterface
    private interface Maker {
        Object make(Source source, Backing backing) throws Exception;
    }
}
