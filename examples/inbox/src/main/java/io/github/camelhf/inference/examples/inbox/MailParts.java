package io.github.camelhf.inference.examples.inbox;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.UIDFolder;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParseException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.tika.Tika;
import org.jspecify.annotations.Nullable;

/**
 * Takes a mail apart. Nothing that it says is left out: what is no picture, text or recording is a part, too, and a mail that cannot be
 * taken apart, or has no part, is one as it came.
 */
public final class MailParts {

    /** Nobody writes such mails but to break programs. */
    private static final int DEEPEST = 20;

    /** Characters of a sender's file name that are kept, and bytes, of which most disks take 255 with what is put around it. */
    private static final int LONGEST = 80;

    private static final int MOST_BYTES = 160;

    private final Tika tika = new Tika();
    private final Charset disk;

    /** For the disk of this machine: where the environment names no locale, Java can write names in ASCII only. */
    public MailParts() {
        this(Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8")));
    }

    /** @param disk what the names of files are written in */
    MailParts(Charset disk) {
        this.disk = disk;
    }

    /**
     * The parts, in the order of the mail.
     *
     * @throws MessagingException when the server of the mail breaks off
     */
    public List<MailPart> of(Message mail) throws MessagingException, IOException {
        UIDFolder mailbox = (UIDFolder) mail.getFolder();
        String prefix = mailbox.getUIDValidity() + "-" + mailbox.getUID(mail) + "-";
        // All of it at once: asking the server for each part takes a round trip and more for each.
        return apart(new MimeMessage((Session) null, new ByteArrayInputStream(written(mail))), prefix);
    }

    List<MailPart> apart(Part mail, String prefix) throws MessagingException, IOException {
        List<MailPart> parts = new ArrayList<>();
        try {
            collect(mail, prefix, parts, 0, false);
        } catch (MessagingException | IOException | RuntimeException e) {
            parts.clear();
        }
        return parts.isEmpty()
                ? List.of(new MailPart(prefix + "mail.eml", "message/rfc822", null, written(mail)))
                : parts;
    }

    /** @param plain whether there is a plain form of the text, so that one in HTML says nothing new */
    private void collect(Part part, String prefix, List<MailPart> parts, int depth, boolean plain)
            throws MessagingException, IOException {
        if (part.isMimeType("multipart/*") && depth < DEEPEST) {
            Multipart several = (Multipart) part.getContent();
            boolean plainInside = plain || (part.isMimeType("multipart/alternative") && hasPlainForm(several));
            for (int i = 0; i < several.getCount(); i++) {
                collect(several.getBodyPart(i), prefix, parts, depth + 1, plainInside);
            }
            return;
        }
        if (plain && part.isMimeType("text/html") && part.getFileName() == null) {
            return;
        }
        byte[] content = content(part);
        if (part.isMimeType("text/plain") && part.getFileName() == null && isBlank(content)) {
            return;
        }
        String name = name(part);
        String kind = tika.detect(content, name);
        parts.add(new MailPart(
                prefix + (parts.size() + 1) + "-" + name,
                kind.equals("application/ogg") ? "audio/ogg" : kind,
                charset(part),
                content));
    }

    private static boolean isBlank(byte[] text) {
        return new String(text, StandardCharsets.ISO_8859_1).isBlank();
    }

    /** As it was before it was encoded for the way; as it came where it cannot be decoded, of which the reader of uuencode has its own notion. */
    private static byte[] content(Part part) throws MessagingException, IOException {
        try {
            return part.getInputStream().readAllBytes();
        } catch (IOException | RuntimeException e) {
            return written(part);
        }
    }

    private static byte[] written(Part part) throws MessagingException, IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        part.writeTo(bytes);
        return bytes.toByteArray();
    }

    /** An empty one says nothing, and attachments may lie within another form: neither makes that one superfluous. */
    private static boolean hasPlainForm(Multipart forms) throws MessagingException, IOException {
        for (int i = 0; i < forms.getCount(); i++) {
            Part form = forms.getBodyPart(i);
            if (form.isMimeType("text/plain") && !isBlank(content(form))) {
                return true;
            }
        }
        return false;
    }

    /** What the sender calls it, without anything that a path or an expression is made of. */
    private String name(Part part) throws MessagingException {
        String name = part.getFileName();
        if (name == null || name.isBlank()) {
            return part.isMimeType("text/plain") ? "message.txt" : "part";
        }
        String safe = decoded(name).replaceAll("(?s).*[/\\\\]", "").replaceAll("[^\\p{L}\\p{N}._-]+", "_");
        if (!disk.newEncoder().canEncode(safe)) {
            safe = safe.replaceAll("\\P{ASCII}+", "_");
        }
        int start = Math.max(0, safe.length() - LONGEST);
        while (safe.substring(start).getBytes(StandardCharsets.UTF_8).length > MOST_BYTES
                || (start < safe.length() && Character.isLowSurrogate(safe.charAt(start)))) {
            start++;
        }
        return safe.substring(start);
    }

    private static String decoded(String name) {
        try {
            return MimeUtility.decodeText(name);
        } catch (UnsupportedEncodingException e) {
            return name;
        }
    }

    private static @Nullable String charset(Part part) throws MessagingException {
        try {
            String named = new ContentType(part.getContentType()).getParameter("charset");
            String charset = named == null ? null : MimeUtility.javaCharset(named);
            return charset != null && Charset.isSupported(charset) ? charset : null;
        } catch (ParseException | IllegalCharsetNameException e) {
            return null;
        }
    }
}
