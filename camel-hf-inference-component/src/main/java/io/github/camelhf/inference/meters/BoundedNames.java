package io.github.camelhf.inference.meters;

import java.util.HashSet;
import java.util.Set;

/**
 * Names as tags of meters, which keep a row for each one for ever: the first hundred as they are, all later ones together. A message may
 * name its model, and a route its server in each message. Thread-safe.
 */
final class BoundedNames {

    static final String OTHER = "other";

    private static final int MOST = 100;

    private final Set<String> known = new HashSet<>();

    synchronized String of(String name) {
        return known.contains(name) || (known.size() < MOST && known.add(name)) ? name : OTHER;
    }
}
