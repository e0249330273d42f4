package io.github.camelhf.inference.message;

import io.github.camelhf.inference.batch.Cause;
import io.github.camelhf.inference.error.HfInferenceException;
import io.github.camelhf.inference.error.InferenceTransportException;
import io.github.camelhf.inference.error.InferenceTransportException.Phase;
import io.github.camelhf.inference.fetch.DownloadRules;
import io.github.camelhf.inference.fetch.Downloader;
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
public final class AddressedPictures {

    private final Supplier<Downloader> downloader;
    private final DownloadRules rules;

    /** @param downloader asked for when the first address is met */
    public AddressedPictures(Supplier<Downloader> downloader, DownloadRules rules) {
        this.downloader = downloader;
        this.rules = rules;
    }

    /**
     * Starts the downloads, one for an address that stands several times in the message.
     *
     * @param owner whose stop ends them
     * @return completes normally, when the last has ended; each failure is kept in the picture's place. Completed on any thread
     */
    public CompletableFuture<Void> fetch(Exchange exchange, List<Object> addresses, Object owner) {
        KeptInputs kept = KeptInputs.of(exchange);
        Set<Object> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
        distinct.addAll(addresses);
        return CompletableFuture.allOf(distinct.stream()
                .filter(address -> !kept.isKept(address))
                .map(address -> fetch(kept, address, owner))
                .toArray(CompletableFuture<?>[]::new));
    }

    private CompletableFuture<?> fetch(KeptInputs kept, Object address, Object owner) {
        try {
            return downloader
                    .get()
                    .fetch(WebAddress.parse(address.toString()), rules, owner)
                    .handle((picture, failure) -> keep(kept, address, picture, failure));
        } catch (HfInferenceException e) {
            return CompletableFuture.completedFuture(kept.remembered(address, e));
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
        Throwable cause = failure == null ? null : Cause.of(failure);
        return cause instanceof HfInferenceException known
                ? known
                : new InferenceTransportException(
                        "the picture could not be downloaded: " + cause, Phase.CONNECT, true, cause);
    }
}
