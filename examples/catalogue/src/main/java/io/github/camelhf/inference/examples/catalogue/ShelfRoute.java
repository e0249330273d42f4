package io.github.camelhf.inference.examples.catalogue;

import org.apache.camel.builder.RouteBuilder;

/**
 * What is computed from the whole shelf, over HTTP: labels, near-identical products, the map; and the page that shows it. {@code
 * camel-yaml/shelf.yaml} is the same in YAML. Only a label's text and, to measure the sharpness, one picture are sent to the model.
 */
final class ShelfRoute extends RouteBuilder {

    @Override
    public void configure() {
        onException(Exception.class).handled(true).process("problem");

        from("platform-http:/?httpMethodRestrict=GET").routeId("page").process("page");
        from("platform-http:/page?httpMethodRestrict=GET&matchOnUriPrefix=true")
                .routeId("files")
                .process("page");
        from("platform-http:/picture?httpMethodRestrict=GET").routeId("picture").process("picture");
        from("platform-http:/api/status?httpMethodRestrict=GET")
                .routeId("status")
                .process("status");

        from("platform-http:/api/labels?httpMethodRestrict=GET,PUT")
                .routeId("labels")
                .process("wantedLabels")
                .filter(body().isNotNull())
                .to("hf-inference:text-embedding?requestTimeout={{patience}}")
                .process("keepLabels")
                .end()
                .process("relabel");
        from("platform-http:/api/sharpness?httpMethodRestrict=POST")
                .routeId("sharpness")
                .process("askSharpness")
                .process("pictureBody")
                .to("hf-inference:zero-shot?labels=#labels&resultHeader=CatalogueScores&requestTimeout={{patience}}")
                .process("keepSharpness");

        from("platform-http:/api/duplicates.json?httpMethodRestrict=GET")
                .routeId("duplicates")
                .process("duplicates")
                .process("export");
        from("platform-http:/api/duplicates.csv?httpMethodRestrict=GET")
                .routeId("duplicates-table")
                .process("duplicates")
                .process("export");
        from("platform-http:/api/map?httpMethodRestrict=GET").routeId("map").process("map");
    }
}
