package io.github.camelhf.inference.emulator;

import io.github.camelhf.inference.emulator.dialect.PictureSource;
import io.github.camelhf.inference.emulator.dialect.RefusedException;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Pictures that were uploaded to the emulator, and the only place from which it fetches an image URL: it has no business
 * on the network.
 */
final class PictureShelf implements PictureSource {
    static final String PATH = "/_emulator/pictures/";
    private static final Set<String> OWN_HOSTS = Set.of("127.0.0.1", "localhost");

    private final Map<String, byte[]> pictures = new ConcurrentHashMap<>();
    private volatile int port;

    void port(int listening) {
        port = listening;
    }

    void put(String name, byte[] bytes) {
        pictures.put(name, bytes.clone());
    }

    byte @Nullable [] get(String name) {
        return pictures.get(name);
    }

    @Override
    public byte[] fetch(String url) {
        byte[] picture = null;
        try {
            URI uri = URI.create(url);
            String path = uri.getPath();
            if (OWN_HOSTS.contains(String.valueOf(uri.getHost())) && uri.getPort() == port && path.startsWith(PATH)) {
                picture = pictures.get(path.substring(PATH.length()));
            }
        } catch (IllegalArgumentException e) {
            throw new RefusedException("not a URL: " + url);
        }
        if (picture == null) {
            throw new RefusedException("the emulator does not fetch " + url
                    + ": it serves only pictures uploaded with PUT to http://127.0.0.1:" + port + PATH + "{name}");
        }
        return picture;
    }
}
