package io.github.camelhf.inference.examples.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Mails that are not as they should be, of which still nothing is left out. */
class MailPartsTest {

    private static List<MailPart> parts(String mail) throws Exception {
        return new MailParts()
                .apart(
                        new MimeMessage(
                                (Session) null, new ByteArrayInputStream(mail.getBytes(StandardCharsets.UTF_8))),
                        "7-");
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
    void aForwardedMailStaysWhole() throws Exception {
        List<MailPart> parts =
                parts("Content-Type: message/rfc822\r\n\r\nSubject: hi\r\nContent-Type: text/plain\r\n\r\nhello\r\n");

        assertThat(parts).singleElement().satisfies(part -> {
            assertThat(part.mediaType()).isEqualTo("message/rfc822");
            assertThat(new String(part.content(), StandardCharsets.UTF_8)).contains("hello");
        });
    }
}
