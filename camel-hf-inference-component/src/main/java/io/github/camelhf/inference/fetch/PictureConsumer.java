package io.github.camelhf.inference.fetch;

import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.http.AnswerConsumer;
import io.github.camelhf.inference.input.ByteSize;
import io.github.camelhf.inference.input.Spool;
import io.github.camelhf.inference.transport.ErrorText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** Takes a picture in as it comes, in memory or a temporary file, and stops as soon as it cannot be one or is too long. */
final class PictureConsumer extends AnswerConsumer<PictureConsumer.Answer> {

    /** What servers declare of files that they do not know. */
    private static final Set<String> UNTYPED = Set.of(
            "application/octet-stream", "binary/octet-stream", "application/x-download", "application/force-download");

    /** Of an answer that is no picture; what goes beyond is not worth the time. */
    private static final int MOST_UNWANTED = 256 * 1024;

    /**
     * What came.
     *
     * @param location where a redirect leads, null for none
     * @param picture  null unless the status is 200
     */
    record Answer(
            int status, @Nullable String location, @Nullable Picture picture) {}

    /** A picture that is deleted unless it is taken: the answer of a call that was given up meanwhile reaches nobody. */
    static final class Picture {
        private final Spool bytes;
        private boolean taken;

        private Picture(Spool bytes) {
            this.bytes = bytes;
        }

        /** The bytes, now the caller's to close. */
        synchronized Spool take() {
            taken = true;
            return bytes;
        }

        private synchronized void drop() throws IOException {
            if (!taken) {
                bytes.close();
            }
        }
    }

    private final ByteSize limit;
    private int status;
    private @Nullable String location;
    private Spool.@Nullable Writer writer;
    private @Nullable Picture picture;
    private boolean released;
    private long unwanted;

    PictureConsumer(ByteSize limit) {
        this.limit = limit;
    }

    @Override
    protected void start(HttpResponse response) throws IOException {
        status = response.getCode();
        Header redirect = response.getFirstHeader("Location");
        boolean moved = status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
        if (moved && redirect != null) {
            location = String.valueOf(redirect.getValue());
        } else if (status == 200) {
            checkHead(response);
            writer = new Spool.Writer(limit, "maxDownloadSize");
        }
    }

    private void checkHead(HttpResponse response) throws RefusedException {
        String type = mediaType(response);
        if (!type.isEmpty() && !type.startsWith("image/") && !UNTYPED.contains(type)) {
            throw new RefusedException(new InvalidInferenceInputException(
                    "the address of the picture leads to something else: the server sends it as "
                            + ErrorText.clean(type, List.of())));
        }
        Header length = response.getFirstHeader("Content-Length");
        String digits = length == null ? "" : String.valueOf(length.getValue()).trim();
        if (digits.matches("\\d{1,18}") && Long.parseLong(digits) > limit.bytes()) {
            throw new RefusedException(new InvalidInferenceInputException(
                    "the picture to download has " + digits + " bytes, more than " + limit
                            + ", the limit set by maxDownloadSize; raise the option if such pictures are wanted"));
        }
    }

    /** Without what else is said of it, such as a charset that a picture does not have; empty for none. */
    private static String mediaType(HttpResponse response) {
        Header type = response.getFirstHeader("Content-Type");
        String value = type == null ? "" : String.valueOf(type.getValue());
        int end = value.indexOf(';');
        return (end < 0 ? value : value.substring(0, end)).trim().toLowerCase(Locale.ROOT);
    }

    @Override
    protected void receive(ByteBuffer source) throws IOException {
        byte[] piece = new byte[source.remaining()];
        source.get(piece);
        if (writer == null) {
            unwanted += piece.length;
            if (unwanted > MOST_UNWANTED) {
                throw new RefusedException(new InvalidInferenceInputException(
                        "the address of the picture answers " + status + " and does not come to an end"));
            }
            return;
        }
        write(writer, piece);
    }

    private synchronized void write(Spool.Writer target, byte[] piece) throws IOException {
        if (released) {
            throw new IOException("the download was given up");
        }
        try {
            target.write(piece);
        } catch (InvalidInferenceInputException e) {
            throw new RefusedException(e);
        }
    }

    @Override
    protected synchronized Answer buildResult() {
        if (writer == null || released) {
            return new Answer(status, location, null);
        }
        try {
            picture = new Picture(writer.finish());
            return new Answer(status, null, picture);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** May be called by another thread than the receiving one when the download is given up. */
    @Override
    public synchronized void releaseResources() {
        released = true;
        try {
            if (picture != null) {
                picture.drop();
            } else if (writer != null) {
                writer.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The HTTP client hands on exceptions of this kind only. */
    static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;

        private final InvalidInferenceInputException reason;

        RefusedException(InvalidInferenceInputException reason) {
            super(reason);
            this.reason = reason;
        }

        InvalidInferenceInputException reason() {
            return reason;
        }
    }
}
