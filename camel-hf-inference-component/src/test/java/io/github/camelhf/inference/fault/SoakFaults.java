package io.github.camelhf.inference.fault;

import io.github.camelhf.inference.emulator.ErrorShape;
import io.github.camelhf.inference.emulator.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** What an inference server does wrong in the soak. */
final class SoakFaults {

    private static final List<Fault> FAULTS = List.of(
            Fault.modelLoading(0.05),
            Fault.rateLimited(Duration.ZERO),
            Fault.rateLimitWindow(Duration.ZERO),
            Fault.overloaded(),
            Fault.badGateway(),
            Fault.outOfMemory(),
            Fault.unprocessable(),
            Fault.tooLarge(),
            Fault.error(500, ErrorShape.HTML, "broken"),
            Fault.malformedJson(),
            Fault.slow(Duration.ofMillis(30)),
            Fault.slow(Duration.ofMillis(400)),
            Fault.resetAfterHead(),
            Fault.resetBeforeAnswer(),
            Fault.resetMidAnswer(),
            Fault.closeBeforeAnswer(),
            Fault.truncatedAnswer(),
            Fault.truncatedChunk(),
            Fault.garbage(),
            Fault.neverAnswer(),
            Fault.dribble(1, Duration.ofMillis(100)));

    private SoakFaults() {}

    static Fault any(Random random) {
        return FAULTS.get(random.nextInt(FAULTS.size()));
    }
}
