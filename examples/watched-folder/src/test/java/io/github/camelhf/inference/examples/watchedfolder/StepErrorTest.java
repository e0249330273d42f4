package io.github.camelhf.inference.examples.watchedfolder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.emulator.InferenceEmulator;
import io.github.camelhf.inference.examples.watchedfolder.decision.Decider;
import io.github.camelhf.inference.examples.watchedfolder.decision.Rules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A step of the route that runs out of stack for one file. */
@Timeout(120)
@ExtendWith(HfInferenceEmulator.class)
class StepErrorTest {

    @TempDir
    Path folder;

    private final UntilIdle run = new UntilIdle();
    private final Rules rules = Rules.of(List.of("ceramic tile", "natural stone", "grass"), 0.3, 0);

    @Test
    void leavesThatFileAndSortsTheOthers(InferenceEmulator emulator) throws Exception {
        // Twice the same bytes: the second runs through the steps on the thread that looks at the folder.
        for (String name : List.of("a-good.png", "b-bad.png", "c-bad.png", "d-good.png")) {
            DrawnPicture.write(folder.resolve(name), DrawnPicture.tiles());
        }
        Processor decide = new Decide(new Decider(rules));

        try (WatchedFolder watched = new WatchedFolder(settings(emulator), run)) {
            watched.camel().getRegistry().bind("decide", new GuardedStep(exchange -> {
                if (exchange.getMessage()
                        .getHeader(Exchange.FILE_NAME, String.class)
                        .contains("bad")) {
                    throw new StackOverflowError();
                }
                decide.process(exchange);
            }));
            watched.start();
            run.await();
        }

        assertThat(run.left())
                .containsOnlyKeys("b-bad.png", "c-bad.png")
                .containsValue("it cannot be coped with: it lies deeper in itself than the stack of Java allows");
        assertThat(folder.resolve("b-bad.png")).exists();
        try (var sorted = Files.list(folder.resolve("sorted/ceramic-tile"))) {
            assertThat(sorted.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".png")))
                    .containsExactlyInAnyOrder("a-good.png", "d-good.png");
        }
    }

    private Settings settings(InferenceEmulator emulator) {
        return new Settings(
                new Settings.Folders(folder, folder),
                rules,
                ModelServer.of(null, emulator.url().toString(), "auto"),
                new Settings.Calls(4, 3, Duration.ofMillis(20)),
                new Settings.Mode(false, false, true, false));
    }
}
