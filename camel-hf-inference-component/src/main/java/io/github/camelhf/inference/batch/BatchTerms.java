package io.github.camelhf.inference.batch;

import io.github.camelhf.inference.input.ByteSize;
import java.time.Duration;

/**
 * How questions are joined.
 *
 * @param size     most images or texts in one wire call; 1 joins none
 * @param timeout  how long a question waits for others while a call is in flight
 * @param maxBytes a joined request may not be longer
 */
public record BatchTerms(int size, Duration timeout, ByteSize maxBytes) {

    /** Whether anything is to be joined. */
    public boolean isOn() {
        return size > 1;
    }
}
