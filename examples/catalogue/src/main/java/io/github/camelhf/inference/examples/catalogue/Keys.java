package io.github.camelhf.inference.examples.catalogue;

/** Exchange properties through which the steps of the routes speak with each other; a message from outside cannot set them. */
final class Keys {

    /** The name of a file in the source. */
    static final String FILE = "CatalogueFile";
    /** A {@link io.github.camelhf.inference.examples.catalogue.shelf.Product}; absent when there is nothing to do. */
    static final String PRODUCT = "CatalogueProduct";
    /** How many hits are wanted. */
    static final String COUNT = "CatalogueCount";
    /** A {@link Question}. */
    static final String QUESTION = "CatalogueQuestion";
    /** The header that Camel's vector stores read, a {@code float[]}. */
    static final String VECTOR = "CamelLangChain4jEmbeddingsVector";

    private Keys() {}
}
