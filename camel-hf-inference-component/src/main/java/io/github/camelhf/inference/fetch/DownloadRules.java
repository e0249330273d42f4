package io.github.camelhf.inference.fetch;

import io.github.camelhf.inference.input.ByteSize;
import io.github.camelhf.inference.proxy.ProxyChoice;
import java.time.Duration;

/**
 * What a download may reach and take.
 *
 * @param allowedHosts may be reached although they are private
 * @param maxSize      a longer answer is given up
 * @param timeout      for the whole download, redirects included
 * @param proxies      lead to the hosts; the address guard stays in force
 */
public record DownloadRules(AllowedHosts allowedHosts, ByteSize maxSize, Duration timeout, ProxyChoice proxies) {

    /** Without a proxy. */
    public DownloadRules(AllowedHosts allowedHosts, ByteSize maxSize, Duration timeout) {
        this(allowedHosts, maxSize, timeout, ProxyChoice.NONE);
    }

    /** At most so many redirects are followed. */
    public static final int MAX_REDIRECTS = 5;
}
