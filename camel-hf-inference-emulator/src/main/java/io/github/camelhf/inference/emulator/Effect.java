package io.github.camelhf.inference.emulator;

import java.time.Duration;
import java.util.function.UnaryOperator;

/** What a fault does to the right answer. */
sealed interface Effect {

    /** Sends this instead; no inference runs. */
    record Instead(Reply reply) implements Effect {}

    /** Sends this as it is, without the model server's own headers: the answer is not from it. No inference runs. */
    record Verbatim(Reply reply) implements Effect {}

    /** Changes the bytes of a 200 answer. */
    record Rewrite(UnaryOperator<byte[]> change) implements Effect {}

    /** Sends the right answer later. */
    record Wait(Duration delay) implements Effect {}

    /** Sends the right answer in small pieces. */
    record Dribble(int bytes, Duration pause) implements Effect {}

    /** Breaks the connection. */
    record Break(Breakage breakage) implements Effect {}
}
