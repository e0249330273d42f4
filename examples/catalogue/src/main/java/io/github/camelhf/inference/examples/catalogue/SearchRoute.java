package io.github.camelhf.inference.examples.catalogue;

import org.apache.camel.builder.RouteBuilder;

/**
 * Answers {@code /api/search} with the nearest products: to the words of the parameter {@code text}, to the picture in the
 * body, to the product {@code like}, or to a mixture. {@code camel-yaml/search.yaml} is the same in YAML. {@code direct:find} is
 * the store's.
 */
final class SearchRoute extends RouteBuilder {

    @Override
    public void configure() {
        onException(Exception.class).handled(true).process("problem");

        from("platform-http:/api/search?httpMethodRestrict=GET,POST")
                .routeId("search")
                .process("question")
                .filter(simple("${exchangeProperty.CatalogueQuestion.hasText}"))
                .process("askText")
                .to("hf-inference:text-embedding?requestTimeout={{patience}}&maxWaitForModel={{patience}}")
                .process("keepText")
                .end()
                .filter(simple("${exchangeProperty.CatalogueQuestion.hasPicture}"))
                .process("askPicture")
                .to("hf-inference:image-embedding?requestTimeout={{patience}}&maxWaitForModel={{patience}}")
                .process("keepPicture")
                .end()
                .process("mix")
                .choice()
                .when(simple("${exchangeProperty.CatalogueQuestion.label} == ''"))
                .to("direct:find")
                .otherwise()
                .process("nearestOfLabel")
                .end()
                .process("answer");
    }
}
