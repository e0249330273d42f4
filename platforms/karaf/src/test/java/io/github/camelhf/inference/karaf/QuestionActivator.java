package io.github.camelhf.inference.karaf;

import io.github.camelhf.inference.HfInferenceComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** A second application beside the one with pictures: its route is a file of YAML, and its answers are held to a schema. */
public final class QuestionActivator implements BundleActivator {

    private final DefaultCamelContext context = new DefaultCamelContext();

    @Override
    public void start(BundleContext bundle) throws Exception {
        context.setApplicationContextClassLoader(HfInferenceComponent.class.getClassLoader());
        String route = "file:" + bundle.getProperty("pictures.folder") + "/questions.yaml";
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(PluginHelper.getResourceLoader(context).resolveResource(route));
        context.start();
    }

    @Override
    public void stop(BundleContext bundle) {
        context.stop();
    }
}
