package io.github.camelhf.inference.examples.inbox;

import org.jspecify.annotations.Nullable;

/**
 * A text or an attachment of a mail.
 *
 * @param name      fit for a file; no other part of any mail in the mailbox has it, and it stays the same when the mail is read again
 * @param mediaType what the content shows, whatever the mail calls it
 * @param charset   of a text, null where the mail says none that is known
 * @param content   as it was sent
 */
public record MailPart(
        String name, String mediaType, @Nullable String charset, byte[] content) {}
