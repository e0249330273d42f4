package io.github.camelhf.inference.examples.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mails that are not as they should be, of which still nothing is left out. */
class MailPartsTest {

    private static List<MailPart> parts(String mail) throws Exception {
        return new MailParts(StandardCharsets.UTF_8).apart(message(mail), "7-");
    }

    private static MimeMessage message(String mail) throws Exception {
        return new MimeMessage((Session) null, new ByteArrayInputStream(mail.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aMailThatCannotBeTakenApartIsOnePart() throws Exception {
        String mail = "Content-Type: multipart/mixed; boundary=a\r\n\r\n--b\r\n\r\nno part of it\r\n";

        MailPart whole = parts(mail).get(0);

        assertThat(whole.name()).isEqualTo("7-mail.eml");
        assertThat(whole.mediaType()).isEqualTo("message/rfc822");
        assertThat(new String(whole.content(), StandardCharsets.UTF_8)).isEqualTo(mail);
    }

    @Test
    void whatLiesTooDeepIsOnePart() throws Exception {
        StringBuilder mail = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            mail.append("Content-Type: multipart/mixed; boundary=b" + i + "\r\n\r\n--b" + i + "\r\n");
        }
        mail.append("\r\nhello");

        List<MailPart> parts = parts(mail.toString());

        assertThat(parts).hasSize(1);
        assertThat(new String(parts.get(0).content(), StandardCharsets.UTF_8)).endsWith("hello");
    }

    @Test
    void whatIsAttachedWithinAnotherFormOfTheTextIsAPart() throws Exception {
        assertThat(parts("Content-Type: multipart/alternative; boundary=a\r\n\r\n"
                        + "--a\r\nContent-Type: text/plain\r\n\r\nsee the plan\r\n"
                        + "--a\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
                        + "--b\r\nContent-Type: text/html\r\n\r\n<p>see the plan</p>\r\n"
                        + "--b\r\nContent-Type: application/pdf; name=plan.pdf\r\n\r\n%PDF-1.7\r\n--b--\r\n"
                        + "--a\r\nContent-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\n--a--\r\n"))
                .extracting(MailPart::name)
                .containsExactly("7-1-message.txt", "7-2-plan.pdf", "7-3-part");
    }

    @Test
    void anEmptyPlainFormDoesNotStandForTheOtherOne() throws Exception {
        assertThat(parts("Content-Type: multipart/alternative; boundary=a\r\n\r\n"
                        + "--a\r\nContent-Type: text/plain\r\n\r\n \r\n"
                        + "--a\r\nContent-Type: text/html\r\n\r\n<p>a refund</p>\r\n--a--\r\n"))
                .extracting(part -> new String(part.content(), StandardCharsets.UTF_8))
                .containsExactly("<p>a refund</p>");
    }

    @Test
    void aPictureSentWithoutAWordIsTheOnlyPart() throws Exception {
        assertThat(parts("Content-Type: multipart/mixed; boundary=a\r\n\r\n"
                        + "--a\r\nContent-Type: text/plain\r\n\r\n\r\n"
                        + "--a\r\nContent-Type: image/png; name=a.png\r\n\r\nx\r\n--a--\r\n"))
                .extracting(MailPart::name)
                .containsExactly("7-1-a.png");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: text/plain\r\n\r\n \r\n",
                "Content-Type: multipart/mixed; boundary=a\r\n\r\n--a--\r\n"
            })
    void aMailThatSaysNothingIsOnePart(String mail) throws Exception {
        assertThat(parts(mail)).extracting(MailPart::name).containsExactly("7-mail.eml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"begin 64 a", "begin6440a", "begin 644"})
    void whatOnlyLooksLikeUuencodeIsKeptAsItCame(String line) throws Exception {
        String mail =
                "Content-Type: text/plain\r\nContent-Transfer-Encoding: uuencode\r\n\r\n" + line + "\r\n#86)C\r\n";

        assertThat(parts(mail))
                .singleElement()
                .satisfies(part -> assertThat(new String(part.content(), StandardCharsets.UTF_8))
                        .endsWith(line + "\r\n#86)C\r\n"));
    }

    @Test
    void aVoiceMessageWithoutANameIsARecording() throws Exception {
        assertThat(parts("Content-Type: application/octet-stream\r\n\r\nOggS\0\2"))
                .extracting(MailPart::mediaType)
                .containsExactly("audio/ogg");
    }

    @Test
    void aDiskThatTakesAsciiOnlyGetsNamesInAscii() throws Exception {
        String mail = "Content-Type: image/png; name=\"=?utf-8?Q?=C3=9Cbersicht_=E8=AB=8B.png?=\"\r\n\r\nx\r\n";

        assertThat(new MailParts(StandardCharsets.US_ASCII).apart(message(mail), "7-"))
                .extracting(MailPart::name)
                .containsExactly("7-1-_bersicht__.png");
    }

    @ParameterizedTest
    @CsvSource({
        "=?no-such?Q?a.png?=, _no-such_Q_a.png_",
        "=?utf-8?Q?%s?=, %s",
    })
    void aNameThatNoDiskTakesIsMadeOneThatItTakes(String form, String left) throws Exception {
        String gothic = Character.toString(0x10330);
        String name = form.formatted("=F0=90=8C=B0".repeat(60) + "x");

        List<MailPart> parts = parts("Content-Type: image/png; name=\"" + name + "\"\r\n\r\nx\r\n");

        assertThat(parts)
                .singleElement()
                .satisfies(part -> assertThat(part.name()).isEqualTo("7-1-" + left.formatted(gothic.repeat(39) + "x")));
    }

    @Test
    void aForwardedMailStaysWhole() throws Exception {
        List<MailPart> parts =
                parts("Content-Type: message/rfc822\r\n\r\nSubject: hi\r\nContent-Type: text/plain\r\n\r\nhello\r\n");

        assertThat(parts).singleElement().satisfies(part -> {
            assertThat(part.mediaType()).isEqualTo("message/rfc822");
            assertThat(new String(part.content(), StandardCharsets.UTF_8)).contains("hello");
        });
    }
}
