package io.github.camelhf.inference.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The rules for alarms against made-up numbers, by the tool that Prometheus has for that: when each speaks, and when it is silent. */
class AlertsTest {

    @Test
    void eachSpeaksWhenAPersonHasToActAndNotBefore() throws Exception {
        Process tool = new ProcessBuilder(
                        Installed.program("promtool").toString(),
                        "test",
                        "rules",
                        "src/test/resources/alerts-test.yaml")
                .redirectErrorStream(true)
                .start();
        String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(tool.waitFor()).as(said).isZero();
    }
}
