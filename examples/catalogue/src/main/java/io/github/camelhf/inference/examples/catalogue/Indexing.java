package io.github.camelhf.inference.examples.catalogue;

import io.github.camelhf.inference.examples.catalogue.shelf.Product;
import io.github.camelhf.inference.examples.catalogue.shelf.Shelf;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** How far the index is: what is under way, what cannot be indexed and why, and when it will be done. Safe for many threads. */
final class Indexing {

    private final Shelf shelf;
    private final LongSupplier nanoTime;
    private final Set<String> contentsUnderWay = ConcurrentHashMap.newKeySet();
    private final Map<String, Problem> problems = new ConcurrentSkipListMap<>();
    private volatile @Nullable String refusal;
    private volatile @Nullable String notice;
    private volatile @Nullable String waiting;
    private volatile int total;
    private volatile boolean counted;
    private int made;
    private long first;

    Indexing(Shelf shelf, LongSupplier nanoTime) {
        this.shelf = shelf;
        this.nanoTime = nanoTime;
    }

    private record Problem(String sentence, long size, long modified, String hash) {}

    /** Whether nothing is to be done about a file of this size and age. */
    boolean isSettled(String file, long size, long modified) {
        Problem problem = problems.get(file);
        return refusal != null
                || shelf.has(file, size, modified)
                || (problem != null && problem.size == size && problem.modified == modified);
    }

    /** Whether nothing is to be done about a file that was read: not every source says when a file was changed. */
    boolean isSettled(Product product) {
        Problem problem = problems.get(product.file());
        return product.equals(shelf.product(product.file()))
                || (problem != null
                        && problem.hash.equals(product.hash())
                        && problem.size == product.size()
                        && problem.modified == product.modified());
    }

    /** False when the same content is being embedded already: then the file's turn comes again, and costs no call. */
    boolean begin(String hash) {
        return contentsUnderWay.add(hash);
    }

    void end(String hash) {
        contentsUnderWay.remove(hash);
    }

    synchronized void made(String file) {
        problems.remove(file);
        waiting = null;
        if (made == 0) {
            first = nanoTime.getAsLong();
        }
        made++;
    }

    /** The file cannot be indexed as it is. */
    void problem(Product product, String sentence) {
        problems.put(product.file(), new Problem(sentence, product.size(), product.modified(), product.hash()));
    }

    /** The file cannot be read: no size says that its turn comes at every poll. */
    void unreadable(String file, String sentence) {
        problems.put(file, new Problem(sentence, -1, -1, ""));
    }

    /** Something that can pass: said until something is indexed or committed again; null for nothing. */
    void waiting(@Nullable String sentence) {
        waiting = sentence;
    }

    void forget(Set<String> files) {
        problems.keySet().removeIf(file -> !files.contains(file));
        if (left() == 0) {
            waiting = null;
        }
    }

    /** Ends the indexing for good; searching goes on. The first reason counts, of which true says that this is it. */
    synchronized boolean refuse(String sentence) {
        if (refusal != null) {
            return false;
        }
        refusal = sentence;
        return true;
    }

    @Nullable
    String refusal() {
        return refusal;
    }

    /** What somebody should know while the indexing goes on; null for nothing. */
    void notice(@Nullable String sentence) {
        notice = sentence;
    }

    @Nullable
    String notice() {
        return notice == null ? waiting : notice;
    }

    void total(int files) {
        total = files;
        counted = true;
    }

    /** Why files are not in the index, by their names. */
    Map<String, String> problems() {
        Map<String, String> sentences = new TreeMap<>();
        problems.forEach((file, problem) -> sentences.put(file, problem.sentence));
        return sentences;
    }

    int total() {
        return total;
    }

    int indexed() {
        return shelf.size();
    }

    /** Whether every file of the source was looked at. */
    boolean isDone() {
        return refusal != null || (counted && contentsUnderWay.isEmpty() && left() == 0);
    }

    private int left() {
        return Math.max(0, total - shelf.size() - problems.size());
    }

    /** How long it will take at the pace so far; nothing while that is not known. */
    synchronized Optional<Duration> estimate() {
        long spent = nanoTime.getAsLong() - first;
        return made < 2 || spent <= 0
                ? Optional.empty()
                : Optional.of(Duration.ofNanos((long) ((double) spent / made * left())));
    }

    /** One line for a terminal. */
    String line() {
        String rest = isDone()
                ? ""
                : estimate()
                        .map(time -> ", about " + (time.toSeconds() + 1) + " s left")
                        .orElse("");
        int unusable = problems.size();
        return "indexed " + shelf.size() + (counted ? " of " + total : "")
                + (unusable == 0 ? "" : ", " + unusable + " unusable") + rest;
    }
}
