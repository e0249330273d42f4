package io.github.camelhf.inference.examples.jms;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** The two forms in which each route is written; both must do the same. */
enum Dsl {
    JAVA {
        @Override
        void add(CamelContext camel) throws Exception {
            for (RouteBuilder routes : new RouteBuilder[] {new PicturesRoute(), new QuestionsRoute()}) {
                camel.addRoutes(routes);
            }
        }
    },
    YAML {
        @Override
        void add(CamelContext camel) throws Exception {
            for (String file : new String[] {"pictures.yaml", "questions.yaml"}) {
                PluginHelper.getRoutesLoader(camel)
                        .loadRoutes(ResourceHelper.resolveMandatoryResource(camel, "classpath:camel-yaml/" + file));
            }
        }
    };

    abstract void add(CamelContext camel) throws Exception;
}
