package io.github.camelhf.inference.options;

import io.github.camelhf.inference.fetch.AllowedHosts;
import io.github.camelhf.inference.fetch.DownloadRules;
import io.github.camelhf.inference.input.ByteSize;
import io.github.camelhf.inference.picture.PictureSettings;
import io.github.camelhf.inference.proxy.ProxyChoice;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the options say about the items of a message.
 *
 * @param skipsBadItems whether an item of a list that cannot be sent is left out instead of failing the message
 */
public record InputOptions(boolean skipsBadItems, PictureSettings pictures, DownloadRules downloads) {

    /** @throws IllegalArgumentException naming the option and what it allows */
    static InputOptions read(WrittenOptions options, ProxyChoice proxies) {
        return new InputOptions(
                Option.choice("onItemError", options.getOnItemError(), Map.of("fail", false, "skip", true)),
                pictures(options),
                new DownloadRules(
                        allowedHosts(options.getAllowedHosts()),
                        ByteSize.parse("maxDownloadSize", options.getMaxDownloadSize()),
                        Option.positive("requestTimeout", options.getRequestTimeout()),
                        proxies));
    }

    /** What the options say about pictures alone. */
    public static PictureSettings pictures(WrittenOptions options) {
        return new PictureSettings(
                Option.between("imageMaxSize", options.getImageMaxSize(), 0, 65_535),
                Option.between("imageQuality", options.getImageQuality(), 1, 100),
                options.isAutoOrient(),
                options.isConvertUnsupported(),
                Option.atLeastOne("maxPixels", options.getMaxPixels()));
    }

    private static AllowedHosts allowedHosts(@Nullable String text) {
        List<String> hosts = Arrays.stream((text == null ? "" : text).split(","))
                .map(String::trim)
                .filter(host -> !host.isEmpty())
                .toList();
        try {
            return new AllowedHosts(hosts);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("option allowedHosts: " + e.getMessage(), e);
        }
    }
}
