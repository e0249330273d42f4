package io.github.camelhf.inference.examples.catalogue;

import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;

/** Lets the file consumer pass over what the shelf has already: keys are size, age and name. Remembers nothing itself. */
final class SeenFiles extends ServiceSupport implements IdempotentRepository {

    /** As the consumer's {@code idempotentKey}. */
    static final String KEY = "${file:size} ${file:modified} ${file:name}";

    private final Indexing indexing;

    SeenFiles(Indexing indexing) {
        this.indexing = indexing;
    }

    @Override
    public boolean contains(String key) {
        String[] parts = key.split(" ", 3);
        if (parts[0].isEmpty() || parts[1].isEmpty()) {
            // A link to nothing, or a file that went away just now: there is nothing to read.
            return true;
        }
        return indexing.isSettled(parts[2].replace('\\', '/'), Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    }

    @Override
    public boolean add(String key) {
        return !contains(key);
    }

    @Override
    public boolean remove(String key) {
        return true;
    }

    @Override
    public boolean confirm(String key) {
        return true;
    }

    @Override
    public void clear() {
        // Nothing is kept here.
    }
}
