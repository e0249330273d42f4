package io.github.camelhf.inference.examples.folder;

import org.apache.camel.CamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** The two forms in which the routes are written; both must do the same. */
enum Dsl {
    JAVA {
        @Override
        void add(CamelContext camel, String route) throws Exception {
            camel.addRoutes(route.equals("folder") ? new FolderRoute() : new MovingRoute());
        }
    },
    YAML {
        @Override
        void add(CamelContext camel, String route) throws Exception {
            String file = "classpath:camel-yaml/" + route + ".yaml";
            PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.resolveMandatoryResource(camel, file));
        }
    };

    abstract void add(CamelContext camel, String route) throws Exception;
}
