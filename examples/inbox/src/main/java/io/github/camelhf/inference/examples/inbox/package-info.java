/**
 * What comes by mail, each part to the model that understands it. {@link io.github.camelhf.inference.examples.inbox.InboxRoute} is the
 * route, {@link io.github.camelhf.inference.examples.inbox.MailParts} takes a mail apart; the rest starts them beside a mail server.
 */
@NullMarked
package io.github.camelhf.inference.examples.inbox;

import org.jspecify.annotations.NullMarked;
