package io.github.camelhf.inference.examples.inbox;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.activation.DataHandler;
import jakarta.mail.Flags;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;

/** A mail server in memory with one mailbox, on 127.0.0.1 at any free port. */
final class MailServer implements AutoCloseable {

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
    private final GreenMailUser user;

    MailServer() {
        server.start();
        user = server.setUser("inbox@example.org", "inbox", "secret");
    }

    Mailbox mailbox() {
        return new Mailbox("imap:127.0.0.1:" + server.getImap().getPort(), user.getLogin(), user.getPassword());
    }

    /** One thing to attach; {@code type} is what the sender takes it for. */
    record Attachment(String name, String type, byte[] content) {}

    /** A mail comes in. */
    void deliver(String text, Attachment... attachments) throws MessagingException {
        MimeMultipart parts = new MimeMultipart();
        MimeBodyPart words = new MimeBodyPart();
        words.setText(text, "UTF-8");
        parts.addBodyPart(words);
        for (Attachment attachment : attachments) {
            MimeBodyPart part = new MimeBodyPart();
            part.setDataHandler(new DataHandler(new ByteArrayDataSource(attachment.content(), attachment.type())));
            part.setFileName(attachment.name());
            parts.addBodyPart(part);
        }
        MimeMessage mail = new MimeMessage((Session) null);
        mail.setSubject("From a customer");
        mail.setContent(parts);
        mail.saveChanges();
        deliver(mail);
    }

    void deliver(MimeMessage mail) {
        user.deliver(mail);
    }

    /** How many mails of the mailbox have not been read. */
    long unread() throws MessagingException {
        long unread = 0;
        for (Message mail : server.getReceivedMessages()) {
            unread += mail.isSet(Flags.Flag.SEEN) ? 0 : 1;
        }
        return unread;
    }

    @Override
    public void close() {
        server.stop();
    }
}
