package io.github.camelhf.inference.examples.watchedfolder.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a token is found; never what it is. */
class TokenCheckTest {

    @TempDir
    Path home;

    @Test
    void takesTheEnvironmentBeforeTheFile() throws IOException {
        Files.createDirectories(home.resolve(".cache/huggingface"));
        Path file = Files.writeString(home.resolve(".cache/huggingface/token"), "hf_file\n");

        assertThat(finding(Map.of("HUGGING_FACE_HUB_TOKEN", "hf_older", "HF_TOKEN", " hf_new ")))
                .isEqualTo(Finding.ok("token", "found in the environment variable HF_TOKEN"));
        assertThat(finding(Map.of("HUGGING_FACE_HUB_TOKEN", "hf_older")).text()).endsWith("HUGGING_FACE_HUB_TOKEN");
        assertThat(finding(Map.of("HF_TOKEN", " "))).isEqualTo(Finding.ok("token", "found in the file " + file));
    }

    @Test
    void looksWhereTheHubsToolsPutTheFile() throws IOException {
        Path named = Files.writeString(home.resolve("secret"), "hf_file");
        Files.writeString(home.resolve("token"), "hf_home");
        Files.createDirectories(home.resolve("huggingface"));
        Files.writeString(home.resolve("huggingface/token"), "hf_cache");

        assertThat(finding(Map.of("HF_TOKEN_PATH", named.toString())).text()).endsWith(named.toString());
        assertThat(finding(Map.of("HF_HOME", home.toString())).text()).endsWith("token");
        assertThat(finding(Map.of("XDG_CACHE_HOME", home.toString())).text())
                .endsWith(Path.of("huggingface", "token").toString());
    }

    @Test
    void missesATokenOnlyWhereNoCallWorksWithoutOne() {
        Finding needed = new TokenCheck(Map.of(), home, true).finding();

        assertThat(needed.isOk()).isFalse();
        assertThat(needed.remedy()).contains("set HF_TOKEN");
        assertThat(finding(Map.of()).isOk()).isTrue();
    }

    @Test
    void seesWhatCannotBeAToken() {
        assertThat(finding(Map.of("HF_TOKEN", "\"hf_secret\"")).toString())
                .contains("holds quotation marks; put the token alone there")
                .doesNotContain("secret");
        assertThat(finding(Map.of("HF_TOKEN", "export HF_TOKEN=hf_secret")).toString())
                .contains("holds blanks")
                .doesNotContain("secret");
    }

    private Finding finding(Map<String, String> environment) {
        return new TokenCheck(environment, home, false).finding();
    }
}
