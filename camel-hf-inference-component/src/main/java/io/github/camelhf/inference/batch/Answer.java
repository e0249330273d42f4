package io.github.camelhf.inference.batch;

import io.github.camelhf.inference.transport.WireResponse;
import java.util.List;
import java.util.function.Supplier;

/**
 * What came back for one question, not read yet.
 *
 * @param reading   reads the results; to be asked once
 * @param response  the answer that holds them, maybe with results of other questions
 * @param itemCount how many images or texts the wire call carried
 */
public record Answer(Supplier<List<?>> reading, WireResponse response, int itemCount) {

    /**
     * Reads the results on the calling thread, which should not be an I/O thread.
     *
     * @return as many as the request expects, in its order
     * @throws io.github.camelhf.inference.error.HfInferenceException when the answer does not answer the question
     */
    public List<?> results() {
        return reading.get();
    }
}
