package io.github.camelhf.inference.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelhf.inference.fetch.PictureConsumer.Answer;
import io.github.camelhf.inference.fetch.PictureConsumer.Picture;
import io.github.camelhf.inference.input.ByteSize;
import io.github.camelhf.inference.input.Spool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.impl.BasicEntityDetails;
import org.apache.hc.core5.http.message.BasicHttpResponse;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.junit.jupiter.api.Test;

/** Who owns the temporary file of a picture when its download is given up. */
class PictureConsumerTest {

    private static final int LARGE = 300_000;

    private final PictureConsumer consumer = new PictureConsumer(new ByteSize(LARGE));

    private Picture received() throws Exception {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        consumer.consumeResponse(
                new BasicHttpResponse(200),
                new BasicEntityDetails(LARGE, ContentType.IMAGE_PNG),
                HttpCoreContext.create(),
                new FutureCallback<>() {
                    @Override
                    public void completed(Answer result) {
                        answer.complete(result);
                    }

                    @Override
                    public void failed(Exception failure) {
                        answer.completeExceptionally(failure);
                    }

                    @Override
                    public void cancelled() {
                        answer.cancel(false);
                    }
                });
        consumer.consume(ByteBuffer.allocate(LARGE));
        consumer.streamEnd(null);
        return Objects.requireNonNull(answer.get().picture());
    }

    @Test
    void aPictureThatNobodyTookIsDeleted() throws Exception {
        Picture picture = received();
        consumer.releaseResources();
        assertThatThrownBy(() -> picture.take().open()).isInstanceOf(IOException.class);
    }

    @Test
    void aPictureThatWasTakenStays() throws Exception {
        try (Spool taken = received().take()) {
            consumer.releaseResources();
            try (InputStream bytes = taken.open()) {
                assertThat(bytes.readAllBytes()).hasSize(LARGE);
            }
        }
    }

    @Test
    void aDownloadThatWasGivenUpWritesNoMore() throws Exception {
        consumer.consumeResponse(
                new BasicHttpResponse(200),
                new BasicEntityDetails(LARGE, ContentType.IMAGE_PNG),
                HttpCoreContext.create(),
                null);
        consumer.consume(ByteBuffer.allocate(LARGE / 2));
        consumer.releaseResources();
        consumer.releaseResources();
        assertThatThrownBy(() -> consumer.consume(ByteBuffer.allocate(10))).isInstanceOf(IOException.class);
    }
}
