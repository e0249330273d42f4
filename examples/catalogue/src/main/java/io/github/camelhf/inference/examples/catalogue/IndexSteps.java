package io.github.camelhf.inference.examples.catalogue;

import io.github.camelhf.inference.HfInferenceHeaders;
import io.github.camelhf.inference.examples.catalogue.shelf.ModelCard;
import io.github.camelhf.inference.examples.catalogue.shelf.Product;
import io.github.camelhf.inference.examples.catalogue.shelf.Shelf;
import io.github.camelhf.inference.examples.catalogue.shelf.Vectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;

/** What the index route does with the shelf, one method for each step. */
final class IndexSteps {

    private final Shelf shelf;
    private final Indexing indexing;
    private final Kept kept;

    IndexSteps(Shelf shelf, Indexing indexing, Kept kept) {
        this.shelf = shelf;
        this.indexing = indexing;
        this.kept = kept;
    }

    /** Puts the product with the vector of the header onto the shelf. */
    void shelve(Exchange exchange) {
        Product product = exchange.getProperty(Keys.PRODUCT, Product.class);
        shelf.put(product, exchange.getMessage().getHeader(Keys.VECTOR, float[].class));
        indexing.made(product.file());
    }

    /** Takes the file of the property off the shelf. */
    void unshelve(Exchange exchange) {
        shelf.remove(exchange.getProperty(Keys.FILE, String.class));
    }

    /** The file has no vector until it changes; it is tried again at the next start. */
    void setAside(Exchange exchange) {
        indexing.problem(exchange.getProperty(Keys.PRODUCT, Product.class), reason(exchange));
    }

    /** What the source keeps is tried again; the page says so meanwhile. */
    void delay(Exchange exchange) {
        indexing.waiting(
                "What is new waits, as the model or the store does not take it at present: " + reason(exchange));
    }

    /** Nothing more is taken from the source; what is committed stays and can be searched. */
    void halt(Exchange exchange) {
        if (indexing.refuse(reason(exchange))) {
            CamelContext camel = exchange.getContext();
            // Stopping waits for this very exchange.
            camel.getExecutorServiceManager()
                    .newThread("halt", () -> {
                        try {
                            camel.getRouteController().stopRoute("index");
                        } catch (Exception e) {
                            throw new IllegalStateException("The route index could not be stopped", e);
                        }
                    })
                    .start();
        }
        kept.release();
    }

    /** Asks for the model's card when there is something to commit. */
    void prepare(Exchange exchange) {
        shelf.refresh();
        exchange.getMessage().setBody(indexing.refusal() == null && shelf.prepareCommit() ? ModelCard.PROBE : null);
        kept.release();
    }

    /** Commits if the model is the one that it was. */
    void commit(Exchange exchange) {
        String model = exchange.getMessage().getHeader(HfInferenceHeaders.MODEL, "", String.class);
        shelf.commit(new ModelCard(model, Vectors.unit(exchange.getMessage().getHeader(Keys.VECTOR, float[].class))));
        indexing.waiting(null);
        kept.release();
    }

    private static String reason(Exchange exchange) {
        return String.valueOf(
                exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class).getMessage());
    }
}
