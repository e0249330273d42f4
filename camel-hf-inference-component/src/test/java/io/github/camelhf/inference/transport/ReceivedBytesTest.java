package io.github.camelhf.inference.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever length was stated, the bytes are those that came. */
class ReceivedBytesTest {

    private static final byte[] CONTENT = "0123456789".getBytes(StandardCharsets.US_ASCII);

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"10", "0", "3", "999999999", "99999999999999999999", "-1", "ten", ""})
    void keepsWhatCameInPieces(String stated) {
        ReceivedBytes received = new ReceivedBytes();
        received.expect(stated);
        ByteBuffer source = ByteBuffer.wrap(CONTENT);

        received.add(source, 1);
        received.add(source, 6);
        received.add(source, 3);

        assertThat(received.size()).isEqualTo(10);
        assertThat(received.toArray()).isEqualTo(CONTENT);
    }

    @Test
    void aBodyOfTheStatedLengthIsNotCopied() {
        ReceivedBytes received = new ReceivedBytes();
        received.expect("10");
        received.add(ByteBuffer.wrap(CONTENT), 10);

        assertThat(received.toArray()).isSameAs(received.toArray());
    }
}
