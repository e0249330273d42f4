package io.github.camelhf.inference.quarkus.application;

import org.apache.camel.builder.RouteBuilder;

// tag::route
/** Writes what a picture shows into a file beside it. */
public class PictureRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("file:{{pictures.folder}}/inbox?delete=true")
                .to("hf-inference:zero-shot?imageMaxSize=32")
                .setBody(simple("${header.CamelHfInferenceLabel}"))
                .to("file:{{pictures.folder}}/sorted?fileName=${file:name}.txt&tempPrefix=.");
    }
}
// end::route
