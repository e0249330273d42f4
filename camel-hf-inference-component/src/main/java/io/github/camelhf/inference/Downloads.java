package io.github.camelhf.inference;

import io.github.camelhf.inference.call.Blame;
import io.github.camelhf.inference.error.HfInferenceException;
import io.github.camelhf.inference.error.InferenceTransportException;
import io.github.camelhf.inference.error.InferenceTransportException.Phase;
import io.github.camelhf.inference.fetch.FetchRules;
import io.github.camelhf.inference.fetch.PictureFetcher;
import io.github.camelhf.inference.input.Spool;
import io.github.camelhf.inference.input.WebAddress;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Fetches the pictures that a message names by address, before the message is read. What is there already stays. */
final class Downloads {

    private final Supplier<PictureFetcher> fetcher;
    private final FetchRules rules;
    private volatile @Nullable PictureFetcher used;

    /** @param fetcher asked for when the first address is met */
    Downloads(Supplier<PictureFetcher> fetcher, FetchRules rules) {
        this.fetcher = fetcher;
        this.rules = rules;
    }

    /**
     * Starts the downloads, one for an address that stands several times in the message.
     *
     * @return completes normally, when the last has ended; each failure is kept in the picture's place. Completed on any thread
     */
    CompletableFuture<Void> fetch(Exchange exchange, List<Object> addresses) {
        KeptInputs kept = KeptInputs.of(exchange);
        Set<Object> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
        distinct.addAll(addresses);
        return CompletableFuture.allOf(distinct.stream()
                .filter(address -> !kept.isKept(address))
                .map(address -> fetch(kept, address))
                .toArray(CompletableFuture<?>[]::new));
    }

    private CompletableFuture<?> fetch(KeptInputs kept, Object address) {
        try {
            WebAddress parsed = WebAddress.parse(address.toString());
            PictureFetcher pictures = fetcher.get();
            used = pictures;
            return pictures.fetch(parsed, rules, this)
                    .handle((picture, failure) -> keep(kept, address, picture, failure));
        } catch (HfInferenceException e) {
            return CompletableFuture.completedFuture(kept.remembered(address, e));
        }
    }

    /** Ends the downloads under way; each message fails with what is worth another attempt. */
    void release() {
        PictureFetcher pictures = used;
        if (pictures != null) {
            pictures.release(this);
        }
    }

    private static @Nullable Object keep(
            KeptInputs kept, Object address, @Nullable Spool picture, @Nullable Throwable failure) {
        if (picture != null) {
            kept.keep(address, picture);
        } else {
            kept.remembered(address, ours(failure));
        }
        return null;
    }

    private static HfInferenceException ours(@Nullable Throwable failure) {
        Throwable cause = failure == null ? null : Blame.cause(failure);
        return cause instanceof HfInferenceException known
                ? known
                : new InferenceTransportException(
                        "the picture could not be downloaded: " + cause, Phase.CONNECT, true, cause);
    }
}
