package io.github.camelhf.inference.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ErrorTextTest {

    @Test
    void hidesOurTokenWhateverItLooksLike() {
        assertThat(ErrorText.clean("bad Bearer secret-1!, really: secret-1!", List.of("secret-1!")))
                .isEqualTo("bad Bearer [token], really: [token]");
        assertThat(ErrorText.clean("no token was given", List.of(""))).isEqualTo("no token was given");
        assertThat(ErrorText.clean("no token was given", List.of())).isEqualTo("no token was given");
    }

    @Test
    void hidesOthersTokensThatLookLikeTheHubs() {
        assertThat(ErrorText.clean("token hf_AbCdEf0123456789 is expired", List.of()))
                .isEqualTo("token [token] is expired");
        assertThat(ErrorText.clean("hf_hub 1.0", List.of())).isEqualTo("hf_hub 1.0");
    }

    @Test
    void takesOutAnEchoedPicture() {
        byte[] picture = new byte[500];
        new Random(3).nextBytes(picture);
        String plain = Base64.getEncoder().encodeToString(picture);
        String urlSafe = Base64.getUrlEncoder().encodeToString(picture);
        assertThat(ErrorText.clean("Got " + plain + ". Failed", List.of())).isEqualTo("Got [base64]. Failed");
        assertThat(ErrorText.clean("Got " + urlSafe + ". Failed", List.of())).isEqualTo("Got [base64]. Failed");
        assertThat(ErrorText.clean("Got data:image/png;base64," + plain + "!", List.of()))
                .isEqualTo("Got data:image/png;base64,[base64]!");
    }

    @Test
    void takesOutAPictureOfManyLinesAndKeepsWhatFollows() {
        byte[] picture = new byte[500];
        new Random(4).nextBytes(picture);
        String lines = Base64.getMimeEncoder().encodeToString(picture);
        assertThat(ErrorText.clean("Got " + lines + ". Failed", List.of())).isEqualTo("Got [base64]. Failed");
        assertThat(ErrorText.clean("Got " + "A".repeat(64) + "== Failed", List.of()))
                .isEqualTo("Got [base64] Failed");
        assertThat(ErrorText.clean("A".repeat(63) + " Failed", List.of())).isEqualTo("A".repeat(63) + " Failed");
    }

    @Test
    void hidesATokenWhereverTheTextWasCut() {
        String token = "gw.S3cret-Of-The-Gateway!";
        for (int shown = 4; shown <= token.length(); shown++) {
            assertThat(ErrorText.clean("bad " + token.substring(0, shown), List.of(token)))
                    .isEqualTo("bad [token]");
        }
        assertThat(ErrorText.clean("\"gw.S3cret-Of…\" and gw.S3cret-", List.of(token)))
                .isEqualTo("\"[token]…\" and [token]");
        assertThat(ErrorText.clean(" ".repeat(5000) + "x " + token.repeat(2000), List.of(token)))
                .doesNotContain(token.substring(0, 8));
    }

    @Test
    void costsNoMoreThanTheTextIsLong() {
        String[] pieces = {
            "A".repeat(59) + " ", "bearer", "bearer: ", "bearer:", "hf_", "A", " ", "=", "\u200b", "hf_a "
        };
        for (String piece : pieces) {
            String hostile = piece.repeat(1_000_000 / piece.length());
            assertTimeoutPreemptively(Duration.ofSeconds(5), () -> ErrorText.clean(hostile, List.of("secret-1!")));
        }
    }

    @Test
    void keepsOrdinaryPaths() {
        String text = "https://router.huggingface.co/hf-inference/models/google/vit-base-patch16-224 is gone";
        assertThat(ErrorText.clean(text, List.of())).isEqualTo(text);
    }

    @Test
    void isOneLineWithoutControlCharacters() {
        assertThat(ErrorText.clean(" a\r\nb\u0000c\u001b[31md\te\u202ef\u200bg\u2028h ", List.of()))
                .isEqualTo("a b c [31md e f g h");
    }

    @Test
    void isBounded() {
        String text = ErrorText.clean("word ".repeat(100_000), List.of());
        assertThat(text).hasSize(ErrorText.MAX_LENGTH).endsWith("…");
        assertThat(ErrorText.clean("x y".repeat(100), List.of())).hasSize(300);
    }

    @Test
    void neverEndsInHalfACharacter() {
        for (int pad = 0; pad < 4; pad++) {
            String text = ErrorText.clean("a".repeat(pad) + " \ud83d\ude00 ".repeat(200), List.of());
            assertThat(Character.isHighSurrogate(text.charAt(text.length() - 2)))
                    .isFalse();
        }
    }
}
