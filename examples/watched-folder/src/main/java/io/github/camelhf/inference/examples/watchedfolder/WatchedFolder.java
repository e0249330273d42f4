package io.github.camelhf.inference.examples.watchedfolder;

import io.github.camelhf.inference.HfInferenceComponent;
import java.time.Clock;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Registry;

/** The running route with what it needs: placeholders, beans and the component's server. */
final class WatchedFolder implements AutoCloseable {

    /** Enough for the answers under way; a file that waits for another attempt then stays in the inbox. */
    private static final long STOP_SECONDS = 15;

    private final CamelContext camel = new DefaultCamelContext();
    private final Turnover turnover;

    WatchedFolder(Settings settings, RunListener listener) {
        Inbox inbox = new Inbox(settings.settle(), settings.pause(), Clock.systemUTC());
        Places places = new Places(settings.results());
        turnover = new Turnover(inbox, places, listener, settings.calls().maxInFlight());

        Registry registry = camel.getRegistry();
        registry.bind("inbox", inbox);
        registry.bind("turnover", turnover);
        registry.bind("filing", new Filing(places, settings.server().name()));
        registry.bind("labels", settings.rules().prompts());
        camel.getPropertiesComponent().setInitialProperties(settings.placeholders());
        HfInferenceComponent component = camel.getComponent("hf-inference", HfInferenceComponent.class);
        settings.server().configure(component.getConfiguration());
        camel.getManagementStrategy().addEventNotifier(turnover);
        camel.getShutdownStrategy().setTimeout(STOP_SECONDS);
    }

    /** Starts with the Java route. */
    void start() throws Exception {
        camel.addRoutes(new WatchedFolderRoute());
        camel.start();
    }

    CamelContext camel() {
        return camel;
    }

    /** Files that left the route so far. */
    long ended() {
        return turnover.ended();
    }

    /** Takes no further file and lets those in flight end. */
    @Override
    public void close() {
        camel.stop();
    }
}
