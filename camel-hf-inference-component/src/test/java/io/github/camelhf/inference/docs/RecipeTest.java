package io.github.camelhf.inference.docs;

import io.github.camelhf.inference.HfInferenceComponent;
import io.github.camelhf.inference.Pictures;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Gives the routes of the pages what they name: {@code siglip.url}, {@code tei.url}, a hosted service, and somewhere to send their messages. */
abstract class RecipeTest {

    static final byte[] RED = picture(Color.RED);
    static final byte[] BLUE = picture(Color.BLUE);

    /** A red thing of 20 by 10 pixels and a blue one of 8 by 8 on white. */
    static final byte[] SPOTS = Pictures.spots();

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    final DefaultCamelContext context = new DefaultCamelContext();
    final ProducerTemplate template = context.createProducerTemplate();

    @BeforeEach
    void start() {
        set("siglip.url", EMULATOR.url().toString());
        set("tei.url", EMULATOR.url().resolve("/tei").toString());
        context.getComponent("hf-inference", HfInferenceComponent.class)
                .getConfiguration()
                .setBaseUrl(EMULATOR.hostedUrl().toString());
        context.start();
        template.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    void set(String property, String value) {
        context.getPropertiesComponent().addOverrideProperty(property, value);
    }

    void run(RoutesBuilder recipe) throws Exception {
        context.addRoutes(recipe);
    }

    /** Runs the routes of a file below {@code recipes}. */
    void load(String file) throws Exception {
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(ResourceHelper.resolveMandatoryResource(context, "classpath:recipes/" + file));
    }

    /** Takes what a recipe sends to this address. */
    MockEndpoint arriving(String uri) throws Exception {
        String mock = "mock:" + uri.replaceAll("\\W+", "-");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).to(mock);
            }
        });
        return context.getEndpoint(mock, MockEndpoint.class);
    }

    private static byte[] picture(Color color) {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(color);
        graphics.fillRect(0, 0, 64, 64);
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
