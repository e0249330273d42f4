package io.github.camelhf.inference.examples.catalogue.shelf;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** The files of a shelf in memory, some 300 bytes each, so that a poll of the source asks no disk. */
final class Ledger {

    private final ConcurrentMap<String, Product> products = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Integer> contents = new ConcurrentHashMap<>();

    void put(Product product) {
        remove(product.file());
        products.put(product.file(), product);
        contents.merge(product.hash(), 1, Integer::sum);
    }

    void remove(String file) {
        Product former = products.remove(file);
        if (former != null) {
            contents.computeIfPresent(former.hash(), (hash, files) -> files == 1 ? null : files - 1);
        }
    }

    void replaceAll(Collection<Product> all) {
        products.clear();
        contents.clear();
        all.forEach(this::put);
    }

    boolean hasContent(String hash) {
        return contents.containsKey(hash);
    }

    @Nullable
    Product product(String file) {
        return products.get(file);
    }

    Set<String> files() {
        return new TreeSet<>(products.keySet());
    }

    int size() {
        return products.size();
    }
}
