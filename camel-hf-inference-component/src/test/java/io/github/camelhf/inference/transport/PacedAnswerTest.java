package io.github.camelhf.inference.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.http.TestKeys;
import io.github.camelhf.inference.transport.HeldAnswer.Form;
import java.net.InetAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An answer comes no faster than it is wanted: the server waits, and no memory fills meanwhile. */
class PacedAnswerTest {

    @TempDir
    static Path folder;

    private static TestKeys keys;

    @BeforeAll
    static void makeCertificates() throws Exception {
        keys = TestKeys.create(folder.resolve("keys.p12")).signed("server", "-ext", "san=ip:127.0.0.1");
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void theServerWaitsUntilMoreIsWanted(Form form) throws Exception {
        try (HeldAnswer held = new HeldAnswer(form, HeldAnswer.LENGTH, null, null)) {
            assertPaced(held, form);
        }
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void theServerWaitsBehindTls(Form form) throws Exception {
        try (HeldAnswer held = behindTls(form, HeldAnswer.LENGTH)) {
            assertPaced(held, form);
        }
    }

    private static HeldAnswer behindTls(Form form, int length) throws Exception {
        return new HeldAnswer(
                form,
                length,
                keys.showing("server")
                        .getServerSocketFactory()
                        .createServerSocket(0, 50, InetAddress.getLoopbackAddress()),
                keys.trusting("authority"));
    }

    /** It was read together with the last bytes, and is not told again. */
    @Test
    void anEndBehindTlsIsHeardWhileNoMoreIsWanted() throws Exception {
        try (HeldAnswer held = behindTls(Form.CLOSE, 64 * 1024)) {
            assertThat(held.arrivesIntact()).isTrue();
        }
    }

    private static void assertPaced(HeldAnswer held, Form form) throws Exception {
        assertThat(held.receivedUnasked()).isLessThan(HeldAnswer.UNASKED);
        assertThat(held.arrivesIntact()).isTrue();
        if (form != Form.CLOSE) {
            assertThat(held.again()).isEqualTo("again over 1");
        }
    }
}
