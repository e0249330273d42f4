package io.github.camelhf.inference.examples.catalogue.shelf;

import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.BytesRef;

/** The form of a product in the index. */
final class Fields {

    static final String FILE = "file";
    static final String HASH = "hash";
    static final String VECTOR = "vector";
    private static final String SIZE = "size";
    private static final String MODIFIED = "modified";

    private Fields() {}

    /** @param unit of length 1, so that a dot product is a cosine */
    static Document write(Product product, float[] unit) {
        Document document = new Document();
        document.add(new StringField(FILE, product.file(), Store.YES));
        document.add(new SortedDocValuesField(FILE, new BytesRef(product.file())));
        document.add(new StringField(HASH, product.hash(), Store.YES));
        document.add(new StoredField(SIZE, product.size()));
        document.add(new StoredField(MODIFIED, product.modified()));
        document.add(new KnnFloatVectorField(VECTOR, unit, VectorSimilarityFunction.DOT_PRODUCT));
        return document;
    }

    static Product read(Document document) {
        return new Product(
                document.get(FILE),
                document.get(HASH),
                document.getField(SIZE).numericValue().longValue(),
                document.getField(MODIFIED).numericValue().longValue());
    }
}
