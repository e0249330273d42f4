package io.github.camelhf.inference.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.emulator.InferenceEmulator;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.commons.support.ReflectionSupport;

/** Both ways in which a test has an emulator. */
class JUnit6Test {

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @Test
    void thisIsJUnit6() {
        assertThat(List.of(TestInfo.class, ReflectionSupport.class))
                .allSatisfy(type -> assertThat(type.getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toString())
                        .contains("-6."));
    }

    @Test
    void aRegisteredEmulatorAnswersAndFails() throws Exception {
        EMULATOR.fault(Fault.modelLoading(20));

        assertThat(embed(EMULATOR.hostedUrl().toString())).isEqualTo(503);
        assertThat(embed(EMULATOR.hostedUrl().toString())).isEqualTo(200);
        assertThat(EMULATOR.requests()).hasSize(2);
    }

    @Test
    @ExtendWith(HfInferenceEmulator.class)
    void anEmulatorIsAParameter(InferenceEmulator emulator) throws Exception {
        assertThat(embed(emulator.hostedUrl().toString())).isEqualTo(200);
    }

    private static int embed(String url) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        java.net.URI.create(url + "/models/sentence-transformers/all-MiniLM-L6-v2"))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"inputs\":\"oak\"}"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
