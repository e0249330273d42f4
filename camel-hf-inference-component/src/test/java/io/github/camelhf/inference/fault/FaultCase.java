package io.github.camelhf.inference.fault;

import io.github.camelhf.inference.error.HfInferenceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A fault and what becomes of it. Immutable; the methods give changed copies.
 *
 * @param name     what goes wrong, in a user's words
 * @param does     what the component does about it
 * @param script   what the server does
 * @param options  of the endpoint, beyond its address
 * @param type     the exception's class, null where the call succeeds
 * @param retry    whether the exception says that another attempt makes sense
 * @param status   of the exception
 * @param attempts how many request heads the server sees
 * @param within   the longest that the call may take
 * @param checks   further claims about the exception
 */
record FaultCase(
        String name,
        String does,
        FaultServer.Script script,
        String options,
        @Nullable Class<? extends HfInferenceException> type,
        boolean retry,
        int status,
        int attempts,
        Duration within,
        List<Consumer<HfInferenceException>> checks) {

    static FaultCase fault(String name, FaultServer.Script script) {
        return new FaultCase(name, "", script, "", null, false, 0, 1, Duration.ofSeconds(20), List.of());
    }

    /** The server reads the request and gives this answer. */
    static FaultCase answer(String name, String statusAndHeaders, String body) {
        return fault(name, connection -> {
            connection.readRequest();
            connection.answer(statusAndHeaders, body);
            connection.awaitClose();
        });
    }

    FaultCase passing(Class<? extends HfInferenceException> exception, int code, String effect) {
        return new FaultCase(name, effect, script, options, exception, true, code, attempts, within, checks);
    }

    FaultCase lasting(Class<? extends HfInferenceException> exception, int code, String effect) {
        return new FaultCase(name, effect, script, options, exception, false, code, attempts, within, checks);
    }

    FaultCase succeeding(String effect) {
        return new FaultCase(name, effect, script, options, null, false, 0, attempts, within, checks);
    }

    FaultCase with(String more) {
        String all = more.isEmpty() ? options : options + "&" + more;
        return new FaultCase(name, does, script, all, type, retry, status, attempts, within, checks);
    }

    FaultCase attempts(int count) {
        return new FaultCase(name, does, script, options, type, retry, status, count, within, checks);
    }

    FaultCase within(Duration bound) {
        return new FaultCase(name, does, script, options, type, retry, status, attempts, bound, checks);
    }

    FaultCase and(Consumer<HfInferenceException> check) {
        List<Consumer<HfInferenceException>> more = new ArrayList<>(checks);
        more.add(check);
        return new FaultCase(name, does, script, options, type, retry, status, attempts, within, List.copyOf(more));
    }

    @Override
    public String toString() {
        return name;
    }
}
