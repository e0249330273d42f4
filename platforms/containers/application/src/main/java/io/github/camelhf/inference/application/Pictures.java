package io.github.camelhf.inference.application;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;

/** Writes what a picture shows into a file; server and folder are system properties. */
public final class Pictures extends RouteBuilder {

    public static void main(String[] arguments) throws Exception {
        Main main = new Main();
        main.configure().addRoutesBuilder(new Pictures());
        main.run();
    }

    @Override
    public void configure() {
        from("file:{{sys:pictures.folder}}/inbox?delete=true")
                .to("hf-inference:zero-shot?labels=red,blue&imageMaxSize=32&endpointUrl={{sys:pictures.server}}")
                .setBody(simple("${header.CamelHfInferenceLabel}"))
                .to("file:{{sys:pictures.folder}}/sorted?fileName=${file:name}.txt&tempPrefix=.");
    }
}
