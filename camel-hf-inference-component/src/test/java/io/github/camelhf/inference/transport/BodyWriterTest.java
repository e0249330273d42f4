package io.github.camelhf.inference.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.http.BlockingWork;
import io.github.camelhf.inference.input.Content;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyWriterTest {

    private static final int PIECE = 24 * 1024;

    /** At once, on the writing thread. */
    private static final BlockingWork READS = new BlockingWork(Runnable::run, 32, 8);

    @Test
    void writesTheSameBytesHoweverLittleTheConnectionTakes() throws IOException {
        byte[] picture = filled(PIECE * 2 + 1, (byte) 7);
        WireBody body = new WireBody(
                WireBody.JSON,
                List.of(
                        new WireBody.Literal("\""),
                        new WireBody.Base64Encoded(Content.of(picture)),
                        new WireBody.Literal("\"")));
        Narrow connection = new Narrow(1000);
        BodyWriter writer = new BodyWriter(body, new Progress(), READS, "key");
        while (!connection.ended) {
            connection.left = 1000;
            writer.produce(connection);
        }
        assertThat(connection.written.toString(java.nio.charset.StandardCharsets.US_ASCII))
                .isEqualTo('"' + Base64.getEncoder().encodeToString(picture) + '"');
        assertThat(writer.getContentLength()).isEqualTo(connection.written.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 767, 768, 769, 1537, PIECE - 1, PIECE, PIECE + 770, 2 * PIECE - 1})
    void encodesPicturesOfAnySizeIntoUsedBuffers(int size) throws IOException {
        byte[] picture = new byte[size];
        for (int attempt = 0; attempt < 2; attempt++) {
            new Random(size + attempt).nextBytes(picture);
            WireBody body =
                    new WireBody(WireBody.JSON, List.of(new WireBody.Base64Encoded(Content.of(picture.clone()))));
            Narrow connection = new Narrow(2 * size + 4);
            BodyWriter writer = new BodyWriter(body, new Progress(), READS, "key");
            while (!connection.ended) {
                writer.produce(connection);
            }

            assertThat(connection.written.toByteArray())
                    .isEqualTo(Base64.getEncoder().encode(picture));
        }
    }

    static Stream<Named<ByteBuffer>> buffers() {
        byte[] bytes = new byte[300_000];
        new Random(1).nextBytes(bytes);
        ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        return Stream.of(
                Named.of("an array", ByteBuffer.wrap(bytes)),
                Named.of("a part of an array", ByteBuffer.wrap(bytes, 777, 200_000)),
                Named.of("read-only", ByteBuffer.wrap(bytes).asReadOnlyBuffer()),
                Named.of("direct", direct.position(5).limit(290_001)),
                Named.of("empty", ByteBuffer.allocate(0)));
    }

    @ParameterizedTest
    @MethodSource("buffers")
    void whatLiesInMemoryGoesOutAsItIsAndMayBeSentAgain(ByteBuffer buffer) throws IOException {
        byte[] expected = new byte[buffer.remaining()];
        buffer.duplicate().get(expected);
        int position = buffer.position();
        WireBody body = WireBody.raw(Content.of(buffer), "image/png");

        for (int attempt = 0; attempt < 2; attempt++) {
            Narrow connection = new Narrow(0);
            BodyWriter writer = new BodyWriter(body, new Progress(), READS, "key");
            while (!connection.ended) {
                connection.left = 7_777;
                writer.produce(connection);
            }

            assertThat(connection.written.toByteArray()).isEqualTo(expected);
        }
        assertThat(buffer.position()).isEqualTo(position);
    }

    /** A server may answer early and a deadline end the call while an I/O thread is still within a write. */
    @Test
    void buffersOfACancelledCallAreNotHandedToAnother() throws IOException {
        Progress progress = new Progress();
        BodyWriter cancelled = new BodyWriter(rawOf((byte) 'a'), progress, READS, "key");
        Narrow connection = new Narrow(PIECE - 1);
        connection.beforeWrite = () -> {
            progress.sent(); // the head of an answer came
            cancelled.releaseResources();
            writeOthers();
        };
        cancelled.produce(new Narrow(0)); // fills the first buffer
        cancelled.produce(connection);
        assertThat(connection.written.toByteArray()).hasSize(PIECE - 1).containsOnly('a');
    }

    /** More calls than there are pooled buffers, each in the middle of its body. */
    private static void writeOthers() {
        try {
            for (int i = 0; i < 70; i++) {
                new BodyWriter(rawOf((byte) 'b'), new Progress(), READS, "key").produce(new Narrow(0));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Read through the pooled buffers, as what lies in memory is not. */
    private static WireBody rawOf(byte value) {
        byte[] bytes = filled(PIECE * 2, value);
        return WireBody.raw(
                new Content() {
                    @Override
                    public long length() {
                        return bytes.length;
                    }

                    @Override
                    public InputStream open() {
                        return new ByteArrayInputStream(bytes);
                    }
                },
                "image/png");
    }

    private static byte[] filled(int size, byte value) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, value);
        return bytes;
    }

    /** A connection that takes only so many more bytes. */
    private static final class Narrow extends TakenBytes {
        private int left;
        private Runnable beforeWrite = () -> {};

        Narrow(int left) {
            this.left = left;
        }

        @Override
        int room() {
            return left;
        }

        @Override
        public int write(ByteBuffer source) {
            beforeWrite.run();
            beforeWrite = () -> {};
            int count = super.write(source);
            left -= count;
            return count;
        }
    }
}
