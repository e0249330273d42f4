package io.github.camelhf.inference.fault;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests each of the faults that the class lists in its method {@code cases}. */
abstract class FaultCases {

    static final String OK = "200 OK\r\nContent-Type: application/json";

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void becomesWhatItShould(FaultCase fault) throws Exception {
        FaultRun.check(fault);
    }
}
