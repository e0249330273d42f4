package io.github.camelhf.inference.examples.catalogue;

/** The two forms in which the routes are written; both must do the same. */
enum Dsl {
    JAVA {
        @Override
        void start(Catalogue catalogue) throws Exception {
            catalogue.start();
        }
    },
    YAML {
        @Override
        void start(Catalogue catalogue) throws Exception {
            catalogue.startYaml();
        }
    };

    abstract void start(Catalogue catalogue) throws Exception;
}
