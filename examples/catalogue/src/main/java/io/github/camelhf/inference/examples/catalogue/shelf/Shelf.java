package io.github.camelhf.inference.examples.catalogue.shelf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.store.MMapDirectory;
import org.jspecify.annotations.Nullable;

/**
 * All products with their vectors, in a folder that one process writes at a time. What was committed survives a kill; what
 * was not is as if it had never come. When something cannot be written, or came from another model, the shelf goes back to
 * its last commit and can only be read from then on. Safe for any number of threads.
 */
public final class Shelf implements AutoCloseable {

    /** The longest vectors that Lucene's own format takes. */
    public static final int LONGEST_VECTOR = 1024;

    /** With fewer products than this the first search is as fast as any. */
    private static final int SEARCHES_TO_WARM = 200;

    private static final double MEGABYTES_BEFORE_WRITING = 64;

    private final Directory directory;
    private final IndexWriter writer;
    private final Ledger ledger = new Ledger();
    private volatile SearcherManager searchers;
    private volatile @Nullable ModelCard card;
    /** Why nothing is written any more, for those who are at it meanwhile. */
    private volatile @Nullable RefusedException closed;

    private volatile int length;
    private final AtomicLong changes = new AtomicLong();
    private final AtomicLong written = new AtomicLong();
    private volatile long committed;
    private long upTo;
    private boolean prepared;

    /**
     * Opens or makes the shelf of a folder.
     *
     * @throws RefusedException when another process writes there, or the folder cannot be used
     */
    public static Shelf open(Path folder) {
        try {
            Files.createDirectories(folder);
            FSDirectory disk = FSDirectory.open(folder);
            if (disk instanceof MMapDirectory mapped) {
                // Vectors and graphs are read from the disk now, not page by page by the first searches.
                mapped.setPreload((name, context) -> name.matches(".*\\.(vec|vex|cfs)"));
            }
            return new Shelf(disk);
        } catch (LockObtainFailedException e) {
            throw new RefusedException(
                    "Another catalogue is at work on " + folder + "; two would write over each other, so end that one"
                            + " first, or name another folder with --index",
                    e);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    Shelf(Directory directory) throws IOException {
        this.directory = directory;
        writer = new IndexWriter(
                directory,
                new IndexWriterConfig().setCommitOnClose(false).setRAMBufferSizeMB(MEGABYTES_BEFORE_WRITING));
        try {
            Map<String, String> kept = new HashMap<>();
            if (writer.getLiveCommitData() != null) {
                writer.getLiveCommitData().forEach(entry -> kept.put(entry.getKey(), entry.getValue()));
            }
            card = kept.isEmpty() ? null : ModelCard.ofMap(kept);
            searchers = new SearcherManager(writer, null);
            readLedger();
        } catch (IOException | RuntimeException e) {
            writer.rollback();
            throw e;
        }
    }

    private void readLedger() {
        try (Snapshot all = snapshot()) {
            ledger.replaceAll(all.products());
        }
        changes.incrementAndGet();
    }

    /** Whether the file is here as it is now. */
    public boolean has(String file, long size, long modified) {
        Product known = ledger.product(file);
        return known != null && known.isAsBefore(size, modified);
    }

    /** What is known of a file, null if it is not here. */
    public @Nullable Product product(String file) {
        return ledger.product(file);
    }

    /** Names of all files, in order. */
    public Set<String> files() {
        return ledger.files();
    }

    public int size() {
        return ledger.size();
    }

    /** Counts up when {@link #snapshot} may show something else than before. */
    public long changes() {
        return changes.get();
    }

    /** Which model the vectors are of; nothing before the first commit. */
    public Optional<ModelCard> model() {
        return Optional.ofNullable(card);
    }

    /**
     * Puts a product in the place of one of its name.
     *
     * @throws RefusedException when the vector does not belong here, or the disk is full
     */
    public void put(Product product, float[] vector) {
        requireLength(vector.length);
        float[] unit = Vectors.unit(vector);
        write(() -> writer.updateDocument(new Term(Fields.FILE, product.file()), Fields.write(product, unit)));
        ledger.put(product);
        written.incrementAndGet();
    }

    /** Takes a file away, if it is here. */
    public void remove(String file) {
        write(() -> writer.deleteDocuments(new Term(Fields.FILE, file)));
        ledger.remove(file);
        written.incrementAndGet();
    }

    /**
     * Checks a vector's length before it is put or compared.
     *
     * @throws RefusedException when vectors of this length do not compare with those of the shelf
     */
    public synchronized void requireLength(int found) {
        if (card != null) {
            card.requireLength(found);
        }
        if (found > LONGEST_VECTOR) {
            throw new RefusedException("The model makes vectors of " + found + " numbers, and the built-in index takes "
                    + LONGEST_VECTOR + "; choose a model with shorter ones");
        }
        if (length != 0 && length != found) {
            throw new RefusedException("The model made vectors of " + length + " numbers a moment ago, and now of "
                    + found + ". What was not committed is made again at the next start");
        }
        length = found;
    }

    /** The vector of a content, if one of the files has it. */
    public Optional<float[]> vectorOfContent(String hash) {
        if (!ledger.hasContent(hash)) {
            return Optional.empty();
        }
        refresh();
        try (Snapshot now = snapshot()) {
            return now.vector(Fields.HASH, hash);
        }
    }

    /** The vector of a file, if it is here and was there at the last {@link #refresh}. */
    public Optional<float[]> vectorOfFile(String file) {
        try (Snapshot now = snapshot()) {
            return now.vector(Fields.FILE, file);
        }
    }

    /**
     * Searches by some of the shelf's own products, so that the code of a search is compiled before somebody waits for one. Ends early
     * when the shelf is closed.
     */
    public void warm() {
        int step = size() / SEARCHES_TO_WARM;
        if (step == 0) {
            return;
        }
        try {
            int i = 0;
            for (String file : files()) {
                if (i++ % step == 0) {
                    vectorOfFile(file).ifPresent(vector -> nearest(vector, 1));
                }
            }
        } catch (AlreadyClosedException e) {
            // Nobody searches any more.
        }
    }

    /** The nearest products, best first; the graph of vectors is asked, so one in a hundred may be missed. */
    public List<Hit> nearest(float[] unit, int count) {
        try (Snapshot now = snapshot()) {
            return now.nearest(unit, count);
        }
    }

    /** Everything that was put until the last {@link #refresh}, unchanged until it is closed. */
    public Snapshot snapshot() {
        try {
            return new Snapshot(searchers);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Lets snapshots see what was put, committed or not. */
    public void refresh() {
        write(() -> {
            if (!searchers.isSearcherCurrent()) {
                searchers.maybeRefreshBlocking();
                changes.incrementAndGet();
            }
        });
    }

    /** How many times something was put or taken away since the shelf was opened. */
    public long written() {
        return written.get();
    }

    /** How many of {@link #written} survive a kill. */
    public long committed() {
        return committed;
    }

    /** Whether everything that was put survives a kill. */
    public boolean isCommitted() {
        return !writer.isOpen() || !writer.hasUncommittedChanges();
    }

    /** The first half of a commit: sets what was put until now apart. False if that is nothing. */
    public synchronized boolean prepareCommit() {
        if (!prepared) {
            upTo = written.get();
        }
        boolean some = prepared || (writer.isOpen() && writer.hasUncommittedChanges());
        if (!some && writer.isOpen()) {
            // What was counted only after the last commit had taken it along.
            committed = upTo;
        }
        // The first commit carries the card, which is not known yet.
        if (some && !prepared && card != null) {
            write(writer::prepareCommit);
            prepared = true;
        }
        return some;
    }

    /**
     * The second half: what was set apart is in the index, whatever happens now.
     *
     * @param now the model that the server has, asked after the first half
     * @throws RefusedException when it is another than before: everything since the last commit is forgotten
     */
    public synchronized void commit(ModelCard now) {
        if (card == null) {
            requireLength(now.length());
            writer.setLiveCommitData(now.toMap().entrySet());
        } else {
            try {
                card.require(now);
            } catch (RefusedException e) {
                closed = e;
                write(writer::rollback);
                goBack();
                throw e;
            }
        }
        write(writer::commit);
        prepared = false;
        committed = upTo;
        card = card == null ? now : card;
    }

    @FunctionalInterface
    private interface Writing {
        void run() throws IOException;
    }

    private void write(Writing writing) {
        try {
            writing.run();
        } catch (IOException | IllegalStateException e) {
            RefusedException why = closed;
            if (why != null) {
                throw new RefusedException(String.valueOf(why.getMessage()), e);
            }
            if (!writer.isOpen()) {
                goBack();
            }
            throw unusable(e);
        }
    }

    /** Shows the last commit from now on, and nothing that was put after it. */
    private synchronized void goBack() {
        try {
            SearcherManager former = searchers;
            if (DirectoryReader.indexExists(directory)) {
                searchers = new SearcherManager(directory, null);
                former.close();
            }
            readLedger();
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private static RefusedException unusable(Exception cause) {
        // What closed the writer says more than that it is closed.
        Throwable first = cause.getCause() == null ? cause : cause.getCause();
        return new RefusedException(
                "The index cannot be used (" + first.getMessage() + "). Is the disk full or gone? Mend that and start"
                        + " again: what was committed is there, the rest is made again",
                cause);
    }

    /** Without a commit. */
    @Override
    public void close() throws IOException {
        searchers.close();
        writer.rollback();
        directory.close();
    }
}
