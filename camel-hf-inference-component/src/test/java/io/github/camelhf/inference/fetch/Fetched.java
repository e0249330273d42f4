package io.github.camelhf.inference.fetch;

import io.github.camelhf.inference.input.Spool;
import io.github.camelhf.inference.input.WebAddress;
import java.io.IOException;
import java.util.concurrent.CompletionException;

/** What a download brings, as a test waits for it. */
final class Fetched {

    private Fetched() {}

    /** All bytes, or what the download failed with. */
    static byte[] bytes(Downloader downloader, String address, DownloadRules rules) throws IOException {
        try (Spool picture = downloader
                        .fetch(WebAddress.parse(address), rules, "owner")
                        .join();
                var stream = picture.open()) {
            return stream.readAllBytes();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
