package io.github.camelhf.inference.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.emulator.RecordedRequest;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.input.Content;
import io.github.camelhf.inference.transport.ConnectionSettings.HttpVersionChoice;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Content that is no longer what it was when its length was read. */
class ChangedContentTest {

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(HttpVersionChoice.class)
    void refusesAFileThatHasShrunk(HttpVersionChoice version) throws Exception {
        Content content = fileOf(100_000);
        Files.write(folder.resolve("picture"), new byte[60_000]);
        assertThat(failure(version, content)).hasMessageContaining("ended 40000 bytes before its stated length");
        assertNothingWholeArrived();
    }

    @ParameterizedTest
    @EnumSource(HttpVersionChoice.class)
    void refusesAFileThatHasGrown(HttpVersionChoice version) throws Exception {
        Content content = fileOf(100_000);
        Files.write(folder.resolve("picture"), new byte[100_001]);
        assertThat(failure(version, content)).hasMessageContaining("longer than its stated length");
    }

    @ParameterizedTest
    @EnumSource(HttpVersionChoice.class)
    void refusesAFileThatIsGone(HttpVersionChoice version) throws Exception {
        Content content = fileOf(10);
        Files.delete(folder.resolve("picture"));
        assertThat(failure(version, content)).hasMessageContaining("could not be opened");
        assertNothingWholeArrived();
    }

    @Test
    void closesEachStreamItOpened() throws Exception {
        AtomicInteger open = new AtomicInteger();
        Content counted = new Content() {
            @Override
            public long length() {
                return 3;
            }

            @Override
            public InputStream open() throws IOException {
                open.incrementAndGet();
                return new java.io.ByteArrayInputStream(new byte[] {1, 2, 3}) {
                    @Override
                    public void close() {
                        open.decrementAndGet();
                    }
                };
            }
        };
        WireBody body = new WireBody(
                WireBody.JSON, List.of(new WireBody.Base64Encoded(counted), new WireBody.Base64Encoded(counted)));
        CompletableFuture<byte[]> arrived = new CompletableFuture<>();
        try (Calls calls = Calls.over(HttpVersionChoice.AUTO);
                RawServer server = RawServer.start(connection -> {
                    arrived.complete(connection.readRequest());
                    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]");
                })) {
            calls.answer(Calls.request(server.uri(), body));
        }
        assertThat(open).hasValue(0);
        assertThat(arrived.join()).asString().isEqualTo("AQIDAQID");
    }

    private Content fileOf(int size) throws IOException {
        return Content.of(Files.write(folder.resolve("picture"), new byte[size]));
    }

    private static InvalidInferenceInputException failure(HttpVersionChoice version, Content content) throws Exception {
        try (Calls calls = Calls.over(version)) {
            WireRequest request = Calls.request(EMULATOR.url(), WireBody.raw(content, "image/png"));
            InvalidInferenceInputException failure = calls.failure(request, InvalidInferenceInputException.class);
            assertThat(failure.isRetryable()).isFalse();
            return failure;
        }
    }

    private static void assertNothingWholeArrived() {
        assertThat(EMULATOR.requests()).noneMatch(RecordedRequest::bodyComplete);
    }
}
