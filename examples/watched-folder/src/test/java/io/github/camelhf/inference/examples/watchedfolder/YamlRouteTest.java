package io.github.camelhf.inference.examples.watchedfolder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.emulator.InferenceEmulator;
import io.github.camelhf.inference.examples.watchedfolder.decision.Rules;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The route in YAML does what the one in Java does. */
@Timeout(120)
@ExtendWith(HfInferenceEmulator.class)
class YamlRouteTest {

    @TempDir
    Path folder;

    @Test
    void sortsReviewsFailsAndTriesAgain(InferenceEmulator emulator) throws Exception {
        DrawnPicture.write(folder.resolve("tiles.png"), DrawnPicture.tiles());
        DrawnPicture.write(folder.resolve("grey.png"), DrawnPicture.grey());
        DrawnPicture.write(folder.resolve("note.jpg"), "no picture".getBytes(StandardCharsets.UTF_8));
        emulator.fault(Fault.modelLoading(0.1), 2);
        emulator.fault(Fault.serverError());
        UntilIdle run = new UntilIdle();

        try (WatchedFolder watched = new WatchedFolder(settings(emulator), run)) {
            load(watched.camel(), "camel-yaml/watched-folder.yaml");
            watched.camel().start();
            run.await();
        }

        assertThat(new Sorted(folder).files())
                .containsExactly("failed/not-a-picture/note.jpg", "review/grey.png", "sorted/ceramic-tile/tiles.png");
        assertThat(new Sorted(folder).sidecars()).hasSize(3);
        assertThat(emulator.requests()).hasSize(2 + 3);
    }

    @Test
    void leavesAFileInTheInboxWhenTheTokenIsRefused(InferenceEmulator emulator) throws Exception {
        DrawnPicture.write(folder.resolve("tiles.png"), DrawnPicture.tiles());
        emulator.alwaysFault(Fault.unauthorized());
        UntilIdle run = new UntilIdle();

        try (WatchedFolder watched = new WatchedFolder(settings(emulator), run)) {
            load(watched.camel(), "camel-yaml/watched-folder.yaml");
            watched.camel().start();
            run.await();
        }

        assertThat(new Sorted(folder).files()).containsExactly("tiles.png");
        assertThat(emulator.requests()).hasSize(1);
    }

    private static void load(CamelContext camel, String name) throws Exception {
        Resource route = PluginHelper.getResourceLoader(camel).resolveResource("classpath:" + name);
        PluginHelper.getRoutesLoader(camel).loadRoutes(route);
    }

    private Settings settings(InferenceEmulator emulator) {
        return new Settings(
                new Settings.Folders(folder, folder),
                Rules.of(
                        List.of("ceramic tile", "natural stone", "wood flooring", "brick wall", "mosaic", "grass"),
                        0.5,
                        0.2),
                ModelServer.of(null, emulator.url().toString(), "auto"),
                new Settings.Calls(4, 3, Duration.ofMillis(20)),
                new Settings.Mode(false, false, true, false));
    }
}
