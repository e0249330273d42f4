package io.github.camelhf.inference.war;

import io.github.camelhf.inference.application.Pictures;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import org.apache.camel.impl.DefaultCamelContext;

// tag::listener
/** Starts the routes with the web application and ends them with it. */
@WebListener
public final class PicturesListener implements ServletContextListener {

    private final DefaultCamelContext context = new DefaultCamelContext();

    @Override
    public void contextInitialized(ServletContextEvent event) {
        try {
            context.addRoutes(new Pictures());
            context.start();
        } catch (Exception e) {
            throw new IllegalStateException("the routes do not start", e);
        }
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        context.stop();
    }
}
// end::listener
