package io.github.camelhf.inference.emulator;

import java.util.Locale;

/** Ways to leave a client without a usable HTTP answer. */
enum Breakage {
    NEVER_ANSWER,
    RESET_AFTER_HEAD,
    RESET_BEFORE_ANSWER,
    RESET_MID_ANSWER,
    CLOSE_BEFORE_ANSWER,
    TRUNCATED_ANSWER,
    TRUNCATED_CHUNK,
    GARBAGE;

    String jsonName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
