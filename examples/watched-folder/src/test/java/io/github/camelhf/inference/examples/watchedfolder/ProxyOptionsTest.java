package io.github.camelhf.inference.examples.watchedfolder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.emulator.InferenceEmulator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The way to the server. The emulator stands in for a proxy that answers for every host. */
@Timeout(120)
@ExtendWith(HfInferenceEmulator.class)
class ProxyOptionsTest {

    private static final String SERVER = "http://model.invalid/";

    @TempDir
    Path folder;

    @Test
    void aRunTakesTheProxyOfTheEnvironment(InferenceEmulator emulator) throws IOException {
        DrawnPicture.write(folder.resolve("tiles.png"), DrawnPicture.tiles());

        CommandRun run = CommandRun.of(
                Map.of("http_proxy", address(emulator)), "--dir", folder.toString(), "--endpoint-url", SERVER);

        assertThat(run.status()).as(run.out() + run.err()).isZero();
        assertThat(emulator.requests()).hasSize(1);
    }

    @Test
    void doctorSaysWhichProxyIsUsedAndByWhichSetting(InferenceEmulator emulator) {
        CommandRun run = doctor(Map.of("HTTP_PROXY", address(emulator), "NO_PROXY", "other.example"));

        assertThat(run.status()).as(run.out() + run.err()).isZero();
        assertThat(run.out())
                .contains(
                        "ok       proxy         127.0.0.1:" + emulator.port()
                                + ", set by the environment variable HTTP_PROXY",
                        "ok       connection    port " + emulator.port() + " is open");
    }

    @Test
    void exceptionsOfTheEnvironmentAreReached(InferenceEmulator emulator) {
        CommandRun run = doctor(Map.of("HTTP_PROXY", address(emulator), "no_proxy", ".invalid"));

        assertThat(run.out())
                .contains("ok       proxy         none, because of the environment variable no_proxy")
                .contains("problem  name          model.invalid is not known");
        assertThat(emulator.requests()).isEmpty();
    }

    @Test
    void aFlagGoesBeforeTheEnvironmentAndNoneBeforeThat(InferenceEmulator emulator) {
        Map<String, String> environment = Map.of("HTTP_PROXY", "http://gone.invalid:1");
        assertThat(doctor(environment, "--proxy", address(emulator)).out())
                .contains("set by --proxy", "Everything is fine.");
        assertThat(doctor(Map.of("WATCHED_FOLDER_PROXY", address(emulator)), "--no-proxy")
                        .out())
                .contains("ok       proxy         none, because of --no-proxy");
        assertThat(doctor(Map.of("WATCHED_FOLDER_NO_PROXY", "true"), "--proxy", address(emulator))
                        .out())
                .contains("Everything is fine.");

        CommandRun both = doctor(Map.of(), "--proxy", address(emulator), "--no-proxy");
        assertThat(both.status()).isEqualTo(2);
        assertThat(both.err()).contains("--proxy and --no-proxy exclude each other: keep one");
    }

    @Test
    void theLoginReachesTheProxyAndNoEye(InferenceEmulator emulator) {
        String address = address(emulator).replace("//", "//anna:se%40cret@");

        CommandRun run = doctor(Map.of("WATCHED_FOLDER_PROXY", address));

        assertThat(run.status()).as(run.out() + run.err()).isZero();
        assertThat(emulator.requests().get(0).header("Proxy-Authorization"))
                .hasValue(
                        "Basic " + Base64.getEncoder().encodeToString("anna:se@cret".getBytes(StandardCharsets.UTF_8)));
        assertThat(run.out() + run.err())
                .contains("127.0.0.1:" + emulator.port() + ", with a login, set by --proxy")
                .doesNotContain("anna", "cret");
    }

    @Test
    void aProxyThatWantsALoginIsToldApartInWordsOfTheCommand(InferenceEmulator emulator) {
        emulator.alwaysFault(Fault.answer(407, "text/plain", "log in"));

        CommandRun run = doctor(Map.of("HTTP_PROXY", address(emulator)));

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .contains("the proxy asks for a login: put USER:PASSWORD@ before its host where it is set")
                .doesNotContain("proxyUser");
    }

    @Test
    void anAddressThatIsNoneIsRefusedWithoutShowingIt() {
        CommandRun flag = doctor(Map.of(), "--proxy", "socks5://u:secret@p:1");
        assertThat(flag.status()).isEqualTo(2);
        assertThat(flag.err())
                .contains("--proxy must be the address of an HTTP proxy, http://host:port")
                .doesNotContain("secret");

        CommandRun variable = doctor(Map.of("http_proxy", "socks5://u:secret@p:1"));
        assertThat(variable.status()).isEqualTo(2);
        assertThat(variable.err())
                .contains("the environment variable http_proxy must be")
                .doesNotContain("secret");
    }

    @Test
    void thisMachineIsReachedDirectly(InferenceEmulator emulator) {
        CommandRun run = CommandRun.of(
                Map.of("HTTP_PROXY", "http://gone.invalid:1", "HTTPS_PROXY", "http://gone.invalid:1"),
                "doctor",
                "--dir",
                folder.toString(),
                "--endpoint-url",
                emulator.url().toString());
        assertThat(run.out()).contains("ok       proxy         none is set", "Everything is fine.");
    }

    private static String address(InferenceEmulator emulator) {
        return "http://127.0.0.1:" + emulator.port();
    }

    private CommandRun doctor(Map<String, String> environment, String... arguments) {
        List<String> all = new ArrayList<>(List.of("doctor", "--dir", folder.toString(), "--endpoint-url", SERVER));
        all.addAll(List.of(arguments));
        return CommandRun.of(environment, all.toArray(String[]::new));
    }
}
