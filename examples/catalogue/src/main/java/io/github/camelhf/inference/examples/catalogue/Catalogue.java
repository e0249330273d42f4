package io.github.camelhf.inference.examples.catalogue;

import io.github.camelhf.inference.HfInferenceComponent;
import io.github.camelhf.inference.examples.catalogue.compare.LabelVectors;
import io.github.camelhf.inference.examples.catalogue.shelf.RefusedException;
import io.github.camelhf.inference.examples.catalogue.shelf.Shelf;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** The running routes with what they need: placeholders, steps, the model's address, an HTTP server on 127.0.0.1. */
final class Catalogue implements AutoCloseable {

    /** Until {@code /api/sharpness} measures the endpoint's own; this is the demonstration model's. */
    private static final double SHARPNESS = 11;

    private static final long LAST_STEPS_SECONDS = 10;

    private final CamelContext camel = new DefaultCamelContext();
    private final VertxPlatformHttpServer server;
    private final Shelf shelf;
    private final Indexing indexing;
    private final Kept kept;

    /** Takes the index; nothing is read or answered before {@link #start}. */
    Catalogue(Settings settings) throws Exception {
        shelf = Shelf.open(settings.index());
        try {
            indexing = new Indexing(shelf, System::nanoTime);
            kept = new Kept(shelf, indexing);
            LabelVectors labels = new LabelVectors(settings.index());
            ShelfView view = new ShelfView(shelf, labels, settings.labels(), SHARPNESS);
            bindIndexing(settings);
            bindSearch(new SearchSteps(shelf, view), new Pictures(settings.pictures(), shelf));
            bindShelf(new ShelfSteps(shelf, view, labels, indexing));

            Properties placeholders = new Properties();
            placeholders.putAll(settings.route());
            placeholders.setProperty("source", settings.source());
            StoreSteps.bind(camel, settings, placeholders);
            camel.getRegistry().bind("labels", settings.labels());
            camel.getPropertiesComponent().setInitialProperties(placeholders);
            camel.getComponent("hf-inference", HfInferenceComponent.class)
                    .getConfiguration()
                    .setEndpointUrl(settings.model().toString());
            // The address is its user's own word, not a message's.
            camel.getComponent("hf-inference", HfInferenceComponent.class)
                    .getConfiguration()
                    .setUseFoundToken(true);
            camel.getShutdownStrategy().setTimeout(LAST_STEPS_SECONDS);
            server = http(settings.port());
            camel.addService(server);
            addYaml("store/" + settings.store());
        } catch (Exception e) {
            shelf.close();
            throw e;
        }
    }

    /** Vert.x would start without a word where the port is taken, and answer nothing. */
    private static VertxPlatformHttpServer http(int port) throws IOException {
        try {
            new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
        } catch (BindException e) {
            throw new RefusedException(
                    "Port " + port + " of 127.0.0.1 cannot be used (" + e.getMessage()
                            + "); end the program that has it, or choose another with --port",
                    e);
        }
        VertxPlatformHttpServerConfiguration http = new VertxPlatformHttpServerConfiguration();
        http.setBindHost("127.0.0.1");
        http.setBindPort(port);
        http.setMaxBodySize(Settings.LARGEST_PICTURE);
        return new VertxPlatformHttpServer(http);
    }

    private void bindIndexing(Settings settings) {
        IndexSteps steps = new IndexSteps(shelf, indexing, kept);
        camel.getRegistry().bind("seen", new SeenFiles(indexing));
        bind("recognise", new Recognise(shelf, indexing));
        bind("gone", settings.isFolder() ? new Folder(settings.pictures(), shelf, indexing) : this::nothingIsGone);
        bind("shelve", steps::shelve);
        bind("unshelve", steps::unshelve);
        // A folder forgets nothing.
        bind("kept", settings.isFolder() ? exchange -> {} : kept);
        bind("setAside", steps::setAside);
        bind("delay", steps::delay);
        bind("halt", steps::halt);
        bind("prepare", steps::prepare);
        bind("commit", steps::commit);
    }

    /** What is not a folder cannot be counted or compared with the shelf; what comes is taken. */
    private void nothingIsGone(Exchange exchange) {
        indexing.total(shelf.size() + indexing.problems().size());
        exchange.getMessage().setBody(List.of());
    }

    private void bindSearch(SearchSteps steps, Pictures pictures) {
        bind("problem", new Problem());
        bind("question", steps::question);
        bind("askText", steps::askText);
        bind("keepText", steps::keepText);
        bind("askPicture", steps::askPicture);
        bind("keepPicture", steps::keepPicture);
        bind("mix", steps::mix);
        bind("nearest", steps::nearest);
        bind("nearestOfLabel", steps::nearestOfLabel);
        bind("answer", steps::answer);
        bind("picture", pictures::answer);
        bind("pictureBody", pictures::intoBody);
        bind("page", new PageFiles());
    }

    private void bindShelf(ShelfSteps steps) {
        bind("status", steps::status);
        bind("wantedLabels", steps::wantedLabels);
        bind("keepLabels", steps::keepLabels);
        bind("relabel", steps::relabel);
        bind("askSharpness", steps::askSharpness);
        bind("keepSharpness", steps::keepSharpness);
        bind("duplicates", steps::duplicates);
        bind("export", steps::export);
        bind("map", steps::map);
    }

    private void bind(String name, Processor step) {
        camel.getRegistry().bind(name, Processor.class, step);
    }

    private void addYaml(String name) throws Exception {
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(ResourceHelper.resolveMandatoryResource(camel, "classpath:camel-yaml/" + name + ".yaml"));
    }

    /** Starts with the Java routes. */
    Catalogue start() throws Exception {
        for (RouteBuilder routes : new RouteBuilder[] {new SearchRoute(), new ShelfRoute(), new IndexRoute()}) {
            camel.addRoutes(routes);
        }
        return started();
    }

    /** Starts with the same routes in YAML. */
    Catalogue startYaml() throws Exception {
        for (String name : new String[] {"search", "shelf", "index"}) {
            addYaml(name);
        }
        return started();
    }

    private Catalogue started() {
        camel.start();
        camel.getExecutorServiceManager().newThread("warm", shelf::warm).start();
        return this;
    }

    CamelContext camel() {
        return camel;
    }

    Shelf shelf() {
        return shelf;
    }

    Indexing indexing() {
        return indexing;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getPort() + "/");
    }

    @Override
    public void close() throws IOException {
        indexing.refuse("The catalogue is being stopped");
        kept.release();
        camel.stop();
        shelf.close();
    }
}
