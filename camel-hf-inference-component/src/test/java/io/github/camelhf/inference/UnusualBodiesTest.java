package io.github.camelhf.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import jakarta.activation.DataHandler;
import jakarta.activation.DataSource;
import java.awt.Color;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.attachment.AttachmentMessage;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attachments, texts in other charsets, and streams that break. */
class UnusualBodiesTest {

    private static final String IMAGES = "hf-inference:image-embedding?endpointUrl={{url}}";
    private static final String TEXTS = "hf-inference:text-embedding?endpointUrl={{url}}";
    private static final byte[] RED = Pictures.plain("png", Color.RED);

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @TempDir
    private Path folder;

    @AutoClose
    private final Routes routes = Routes.to(EMULATOR);

    private static DataHandler attachment(String type, byte[] bytes) {
        return new DataHandler(new DataSource() {
            @Override
            public InputStream getInputStream() {
                return new ByteArrayInputStream(bytes);
            }

            @Override
            public OutputStream getOutputStream() {
                throw new UnsupportedOperationException();
            }

            @Override
            public String getContentType() {
                return type;
            }

            @Override
            public String getName() {
                return "";
            }
        });
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  "})
    void takesTheOneAttachedImageForAnEmptyBody(String body) throws Exception {
        Exchange exchange = routes.call(IMAGES, message -> {
            message.getMessage().setBody(body);
            AttachmentMessage mail = message.getMessage(AttachmentMessage.class);
            mail.addAttachment("notes", attachment("text/plain", new byte[] {65}));
            mail.addAttachment("tile", attachment("image/png; name=tile", RED));
        });
        assertThat(exchange.getException()).isNull();
        assertThat(EMULATOR.requests()).hasSize(1);
    }

    @Test
    void saysHowManyImagesAreAttachedWhenItIsNotOne() throws Exception {
        Exchange two = routes.call(IMAGES, message -> {
            AttachmentMessage mail = message.getMessage(AttachmentMessage.class);
            mail.addAttachment("a.png", attachment("application/octet-stream", RED));
            mail.addAttachment("b", attachment("image/png", RED));
        });
        assertThat(two.getException())
                .isInstanceOf(InvalidInferenceInputException.class)
                .hasMessageContaining("the body is empty and 2 of 2 attachments are images: expected one");
        Exchange none = routes.call(
                IMAGES,
                message -> message.getMessage(AttachmentMessage.class)
                        .addAttachment("a", attachment("text/plain", new byte[] {65})));
        assertThat(none.getException()).hasMessageContaining("0 of 1 attachments are images");
        assertThat(EMULATOR.requests()).isEmpty();
    }

    @Test
    void leavesAttachmentsAloneWhenThereIsABody() throws Exception {
        Exchange exchange = routes.call(IMAGES, message -> {
            message.getMessage().setBody(RED);
            message.getMessage(AttachmentMessage.class).addAttachment("b", attachment("image/png", new byte[] {1}));
        });
        assertThat(exchange.getException()).isNull();
    }

    @Test
    void readsTextsInTheCharsetOfTheExchange() throws Exception {
        Path latin = Files.write(folder.resolve("latin.txt"), "Nußbaum".getBytes(StandardCharsets.ISO_8859_1));
        Path utf8 = Files.writeString(folder.resolve("utf8.txt"), "\uFEFFNußbaum");
        Exchange first = routes.call(TEXTS, message -> {
            message.getMessage().setBody(latin);
            message.setProperty(Exchange.CHARSET_NAME, "ISO-8859-1");
        });
        assertThat(first.getException()).isNull();
        assertThat(routes.call(TEXTS, utf8.toFile()).getException()).isNull();
        assertThat(routes.call(TEXTS, new StringReader("Nußbaum")).getException())
                .isNull();
        assertThat(EMULATOR.requests()).allMatch(request -> request.bodyText().contains("\"Nußbaum\""));

        assertThat(routes.call(TEXTS, latin).getException())
                .isInstanceOf(InvalidInferenceInputException.class)
                .hasMessageContaining("expected a text in UTF-8, the bytes are not");
        assertThat(routes.call(TEXTS, message -> {
                            message.getMessage().setBody(utf8);
                            message.setProperty(Exchange.CHARSET_NAME, "no such");
                        })
                        .getException())
                .isInstanceOf(InvalidInferenceInputException.class)
                .hasMessageContaining("the charset of the message, no such, is unknown");
    }

    @Test
    void readsTextsOfEveryKindOfList() throws Exception {
        Iterator<Object> mixed = List.<Object>of(
                        CharBuffer.wrap("oak"),
                        Files.writeString(folder.resolve("a.txt"), "ash"),
                        "elm".getBytes(StandardCharsets.UTF_8))
                .iterator();
        Exchange exchange = routes.call(TEXTS, mixed);
        List<?> results = exchange.getMessage().getBody(List.class);
        assertThat(results).hasSize(3);
        assertThat(EMULATOR.requests().get(0).bodyText()).contains("[\"oak\",\"ash\",\"elm\"]");
    }

    @Test
    void neverSendsTheRestOfAStreamThatBroke() throws Exception {
        AtomicInteger closed = new AtomicInteger();
        InputStream breaking = new InputStream() {
            private int reads;

            @Override
            public int read(byte[] buffer, int offset, int count) throws IOException {
                if (reads++ == 1) {
                    throw new IOException("connection lost");
                }
                int length = Math.min(count, RED.length);
                System.arraycopy(RED, 0, buffer, offset, length);
                return reads > 2 ? -1 : length;
            }

            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
        routes.context.setStreamCaching(false);
        routes.add(route -> {
            route.errorHandler(
                    route.defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0));
            route.from("direct:again").to(IMAGES);
        });
        Exchange exchange = routes.call("direct:again", breaking);
        assertThat(exchange.getException())
                .isInstanceOf(InvalidInferenceInputException.class)
                .hasMessageContaining(
                        "the stream in the message could not be read to its end (connection lost), and it cannot be read again");
        assertThat(closed).hasValue(1);
        assertThat(EMULATOR.requests()).isEmpty();
    }

    @Test
    void closesAStreamThatIsTooLong() throws Exception {
        AtomicInteger closed = new AtomicInteger();
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 7;
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
        Exchange exchange = routes.call(IMAGES + "&maxRequestSize=300KB", endless);
        assertThat(exchange.getException())
                .isInstanceOf(InvalidInferenceInputException.class)
                .hasMessageContaining("the stream holds more than 300 KB, the limit set by maxRequestSize");
        assertThat(closed).hasValue(1);
    }
}
