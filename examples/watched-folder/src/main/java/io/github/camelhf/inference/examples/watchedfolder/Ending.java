package io.github.camelhf.inference.examples.watchedfolder;

/** Why a run ends. */
enum Ending {
    /** Nothing is left to do. */
    DONE,
    /** Somebody wants it to end. */
    STOPPED,
    /** No file left the route for longer than every attempt at one may take. */
    STALLED,
    /** The server refuses each file: a token, credits or a model is wrong. */
    REFUSED,
    /** Somebody took the inbox away. */
    INBOX_GONE
}
