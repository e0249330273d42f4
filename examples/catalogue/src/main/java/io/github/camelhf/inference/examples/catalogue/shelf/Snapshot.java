package io.github.camelhf.inference.examples.catalogue.shelf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.util.Bits;
import org.jspecify.annotations.Nullable;

/** The shelf as it was at one moment. Products have a place each, 0 to {@link #size}, the same for all methods. */
public final class Snapshot implements AutoCloseable {

    /** The graph is walked for more than is wanted, which is what makes it find nearly all. */
    private static final int WALKED = 100;

    private final SearcherManager searchers;
    private final IndexSearcher searcher;
    private int @Nullable [] documents;

    Snapshot(SearcherManager searchers) throws IOException {
        this.searchers = searchers;
        searcher = searchers.acquire();
    }

    /** The numbers of all documents that are not deleted, in order. */
    private synchronized int[] documents() {
        int[] known = documents;
        if (known == null) {
            known = searcher.getIndexReader().leaves().stream()
                    .flatMapToInt(Snapshot::live)
                    .toArray();
            documents = known;
        }
        return known;
    }

    private static IntStream live(LeafReaderContext leaf) {
        Bits live = leaf.reader().getLiveDocs();
        return IntStream.range(0, leaf.reader().maxDoc())
                .filter(document -> live == null || live.get(document))
                .map(document -> leaf.docBase + document);
    }

    /** Sees each vector once. */
    @FunctionalInterface
    public interface Visitor {

        /** Is called by several threads, and finds another vector in the same array the next time. */
        void visit(int place, float[] vector);
    }

    public int size() {
        return searcher.getIndexReader().numDocs();
    }

    /** Names of all files, by their places. */
    public List<String> files() {
        List<String> files = new ArrayList<>(size());
        try {
            SortedDocValues names = null;
            LeafReaderContext leaf = null;
            for (int document : documents()) {
                if (leaf == null || document >= leaf.docBase + leaf.reader().maxDoc()) {
                    leaf = leafOf(document);
                    names = leaf.reader().getSortedDocValues(Fields.FILE);
                }
                if (names == null || !names.advanceExact(document - leaf.docBase)) {
                    throw new IOException("document " + document + " has no name");
                }
                files.add(names.lookupOrd(names.ordValue()).utf8ToString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /** Shows all vectors, read from the disk or what the system keeps of it in memory. */
    public void scan(Visitor visitor) {
        int size = documents().length;
        int parts = Math.max(1, Math.min(Runtime.getRuntime().availableProcessors(), size / 1000));
        IntStream.range(0, parts)
                .parallel()
                .forEach(part ->
                        scan((int) ((long) size * part / parts), (int) ((long) size * (part + 1) / parts), visitor));
    }

    private void scan(int from, int to, Visitor visitor) {
        int[] all = documents();
        try {
            FloatVectorValues vectors = null;
            LeafReaderContext leaf = null;
            for (int place = from; place < to; place++) {
                int document = all[place];
                if (leaf == null || document >= leaf.docBase + leaf.reader().maxDoc()) {
                    leaf = leafOf(document);
                    vectors = leaf.reader().getFloatVectorValues(Fields.VECTOR);
                }
                if (vectors == null || vectors.advance(document - leaf.docBase) != document - leaf.docBase) {
                    throw new IOException("document " + document + " has no vector");
                }
                visitor.visit(place, vectors.vectorValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private LeafReaderContext leafOf(int document) {
        List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
        return leaves.get(ReaderUtil.subIndex(document, leaves));
    }

    List<Product> products() {
        List<Product> products = new ArrayList<>(size());
        try {
            StoredFields fields = searcher.storedFields();
            for (int document : documents()) {
                products.add(Fields.read(fields.document(document)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return products;
    }

    Optional<float[]> vector(String field, String value) {
        try {
            TopDocs found = searcher.search(new TermQuery(new Term(field, value)), 1);
            if (found.scoreDocs.length == 0) {
                return Optional.empty();
            }
            int document = found.scoreDocs[0].doc;
            LeafReaderContext leaf = leafOf(document);
            LeafReader reader = leaf.reader();
            FloatVectorValues vectors = reader.getFloatVectorValues(Fields.VECTOR);
            if (vectors == null || vectors.advance(document - leaf.docBase) != document - leaf.docBase) {
                return Optional.empty();
            }
            return Optional.of(vectors.vectorValue().clone());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The nearest by the graph, best first. */
    public List<Hit> nearest(float[] unit, int count) {
        if (size() == 0) {
            return List.of();
        }
        try {
            int walked = Math.min(size(), Math.max(WALKED, 2 * count));
            TopDocs found = searcher.search(new KnnFloatVectorQuery(Fields.VECTOR, unit, walked), count);
            StoredFields fields = searcher.storedFields();
            List<Hit> hits = new ArrayList<>();
            for (ScoreDoc each : found.scoreDocs) {
                // Lucene's score of a dot product is (1 + cosine) / 2.
                hits.add(new Hit(fields.document(each.doc).get(Fields.FILE), 2 * each.score - 1));
            }
            return hits;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            searchers.release(searcher);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
