package io.github.camelhf.inference.examples.inbox;

/**
 * Where mails come from.
 *
 * @param address as Camel's mail component takes it: {@code imap:127.0.0.1:3143}, {@code imaps:mail.example.org}
 */
record Mailbox(String address, String user, String password) {

    /** Without the password. */
    @Override
    public String toString() {
        return address + " of " + user;
    }
}
