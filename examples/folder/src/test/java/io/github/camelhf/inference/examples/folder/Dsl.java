package io.github.camelhf.inference.examples.folder;

import org.apache.camel.CamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** The two forms in which the route is written; both must do the same. */
enum Dsl {
    JAVA {
        @Override
        void add(CamelContext camel) throws Exception {
            camel.addRoutes(new FolderRoute());
        }
    },
    YAML {
        @Override
        void add(CamelContext camel) throws Exception {
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(ResourceHelper.resolveMandatoryResource(camel, "classpath:camel-yaml/folder.yaml"));
        }
    };

    abstract void add(CamelContext camel) throws Exception;
}
