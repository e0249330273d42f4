package io.github.camelhf.inference.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever length was stated, the bytes are those that came. */
class ReceivedBytesTest {

    private static final byte[] CONTENT = "0123456789".getBytes(StandardCharsets.US_ASCII);

    @ParameterizedTest
    @ValueSource(longs = {10, 0, 3, 999_999_999, Long.MAX_VALUE, -1})
    void keepsWhatCameInPieces(long stated) {
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
        received.expect(10);
        received.add(ByteBuffer.wrap(CONTENT), 10);

        assertThat(received.toArray()).isSameAs(received.toArray());
    }

    @ParameterizedTest
    @CsvSource({
        "10,10",
        "0,0",
        "'',-1",
        "-1,-1",
        "+1,-1",
        "ten,-1",
        "9223372036854775807,9223372036854775807",
        "9223372036854775808,9223372036854775807",
        "99999999999999999999999,9223372036854775807",
        "٣,-1"
    })
    void aStatedLengthIsWhatItsDigitsSay(String stated, long length) {
        assertThat(ResponseReader.length(stated)).isEqualTo(length);
    }
}
