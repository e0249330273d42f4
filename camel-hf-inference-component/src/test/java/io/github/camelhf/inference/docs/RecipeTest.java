package io.github.camelhf.inference.docs;

import io.github.camelhf.inference.ComponentState;
import io.github.camelhf.inference.Pictures;
import io.github.camelhf.inference.Routes;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import java.awt.Color;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Gives the routes of the pages what they name: {@code siglip.url}, {@code tei.url}, a hosted service, and somewhere to send their messages. */
abstract class RecipeTest {

    static final byte[] RED = Pictures.plain("png", Color.RED, 64);
    static final byte[] BLUE = Pictures.plain("png", Color.BLUE, 64);

    /** A red thing of 20 by 10 pixels and a blue one of 8 by 8 on white. */
    static final byte[] SPOTS = Pictures.spots();

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @AutoClose
    final Routes routes = Routes.to(EMULATOR);

    final DefaultCamelContext context = routes.context;
    final ProducerTemplate template = routes.template;

    @BeforeEach
    void start() {
        set("siglip.url", EMULATOR.url().toString());
        set("tei.url", EMULATOR.url().resolve("/tei").toString());
        ComponentState.of(context)
                .getConfiguration()
                .setBaseUrl(EMULATOR.hostedUrl().toString());
    }

    void set(String property, String value) {
        routes.with(property, value);
    }

    void run(RoutesBuilder recipe) throws Exception {
        context.addRoutes(recipe);
    }

    /** Runs the routes of a file below {@code recipes}. */
    void load(String file) throws Exception {
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(ResourceHelper.resolveMandatoryResource(context, "classpath:recipes/" + file));
    }

    /** Sends a message into a recipe, and takes the one, and no other, that arrives at the end of it. */
    Message through(String from, Object body, String to) throws Exception {
        MockEndpoint end = arriving(to);
        end.expectedMessageCount(1);
        template.sendBody(from, body);
        end.assertIsSatisfied();
        return end.getExchanges().get(0).getMessage();
    }

    /** Takes what a recipe sends to this address. */
    MockEndpoint arriving(String uri) throws Exception {
        String mock = "mock:" + uri.replaceAll("\\W+", "-");
        routes.from(uri).to(mock);
        return context.getEndpoint(mock, MockEndpoint.class);
    }
}
