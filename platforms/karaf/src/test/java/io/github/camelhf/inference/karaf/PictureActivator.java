package io.github.camelhf.inference.karaf;

import io.github.camelhf.inference.HfInferenceComponent;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

// tag::activator
/** Starts routes with the bundle and ends them with it. */
public final class PictureActivator implements BundleActivator {

    private final DefaultCamelContext context = new DefaultCamelContext();

    @Override
    public void start(BundleContext bundle) throws Exception {
        // Camel finds its parts, and ours, in the bundle that holds them.
        context.setApplicationContextClassLoader(HfInferenceComponent.class.getClassLoader());
        String folder = bundle.getProperty("pictures.folder");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("file:" + folder + "/inbox?delete=true")
                        .to("hf-inference:zero-shot?labels=red,blue&imageMaxSize=32&endpointUrl="
                                + bundle.getProperty("pictures.server"))
                        .setBody(simple("${header.CamelHfInferenceLabel}"))
                        .to("file:" + folder + "/sorted?fileName=${file:name}.txt&tempPrefix=.");
            }
        });
        context.start();
    }

    @Override
    public void stop(BundleContext bundle) {
        context.stop();
    }
}
// end::activator
