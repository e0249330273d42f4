package io.github.camelhf.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.error.InferenceRejectedException;
import io.github.camelhf.inference.error.InferenceServerException;
import io.github.camelhf.inference.error.InferenceUnavailableException;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.error.MalformedInferenceResponseException;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conversations in routes, over a real socket. */
class ChatTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final byte[] RED = Pictures.plain("png", Color.RED);
    private static final String RED_URI =
            "data:image/png;base64," + Base64.getEncoder().encodeToString(RED);
    private static final String SCHEMA =
            "{\"type\":\"object\",\"properties\":{\"total\":{\"type\":\"number\"},\"paid\":{\"type\":\"boolean\"}},\"required\":[\"total\"]}";

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @AutoClose
    private final Routes routes = Routes.to(EMULATOR);

    @TempDir
    Path folder;

    private static String at(String options) {
        return "hf-inference:chat?endpointUrl=" + EMULATOR.url() + "v1/chat/completions" + options;
    }

    private static String withSchema(String options) {
        return at("&responseSchema=RAW(" + SCHEMA + ")" + options);
    }

    private static JsonNode sent() throws Exception {
        return sent(EMULATOR.requests().size() - 1);
    }

    private static JsonNode sent(int request) throws Exception {
        return MAPPER.readTree(EMULATOR.requests().get(request).bodyText());
    }

    @Test
    void theRouterIsAskedWithTheModelInTheBody() throws Exception {
        Message answer = routes.answer("hf-inference:chat?baseUrl={{hosted}}&model=a/b:fastest", "What is 17 + 25?");

        assertThat(answer.getBody()).isEqualTo("42");
        assertThat(answer.getHeaders())
                .containsEntry(HfInferenceHeaders.MODE, "chat")
                .containsEntry(HfInferenceHeaders.MODEL, "a/b:fastest")
                .containsEntry(HfInferenceHeaders.FINISH_REASON, "stop")
                .containsEntry(HfInferenceHeaders.PROMPT_TOKENS, 5)
                .containsEntry(HfInferenceHeaders.COMPLETION_TOKENS, 1)
                .containsEntry(HfInferenceHeaders.BATCH_SIZE, 1);
        assertThat(EMULATOR.requests().get(0).path()).isEqualTo("/v1/chat/completions");
        assertThat(sent().path("model").asText()).isEqualTo("a/b:fastest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat", "chat-completion", "conversational", "image_text_to_text", "Text-Generation"})
    void aServerOfOnesOwnIsCalledAsGivenUnderEveryName(String mode) throws Exception {
        String uri = at("&api=openai").replaceFirst("chat", mode);

        assertThat(routes.answer(uri, "2 * 3").getBody()).isEqualTo("6");
        assertThat(sent().has("model")).isFalse();
        assertThat(routes.answer(at("&model=llama3.1:8b-q4/x/y"), "2 * 3").getBody())
                .isEqualTo("6");
        assertThat(EMULATOR.requests().get(1).bodyText()).contains("\"llama3.1:8b-q4/x/y\"");
    }

    @Test
    void theMessageNamesTheModelAtTheRouter() throws Exception {
        Exchange answered = routes.call("hf-inference:chat?baseUrl={{hosted}}&model=a/b", message -> {
            message.getMessage().setBody("hi");
            message.getMessage().setHeader(HfInferenceHeaders.MODEL, "c/d:together");
        });

        assertThat(answered.getException()).isNull();
        assertThat(answered.getMessage().getBody()).isEqualTo("I am a demonstration and counted 1 word.");
        assertThat(sent().path("model").asText()).isEqualTo("c/d:together");
    }

    Stream<Object> pictures() throws Exception {
        Path file = Files.write(folder.resolve("red.png"), RED);
        return Stream.of(
                RED,
                RED_URI,
                Base64.getEncoder().encodeToString(RED),
                file,
                file.toFile(),
                new ByteArrayInputStream(RED),
                new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB),
                URI.create(RED_URI),
                List.of(RED),
                Map.of("image", RED),
                Map.of("images", List.of(RED)));
    }

    @Test
    void everyKindOfPictureGoesAsADataUriBeforeThePrompt() throws Exception {
        for (Object body : pictures().toList()) {
            Message answer = routes.answer(at("&prompt=What is it?"), body);

            assertThat(answer.getBody(String.class)).startsWith("The picture looks like ");
            JsonNode parts = sent().path("messages").path(0).path("content");
            assertThat(parts.path(0).path("image_url").path("url").asText()).startsWith("data:image/png;base64,iVBOR");
            assertThat(parts.path(1).path("text").asText()).isEqualTo("What is it?");
        }
    }

    @Test
    void addressesAreDownloadedWhereAPictureMustStandAndElsewhereAreTexts() throws Exception {
        URI address = EMULATOR.picture("red.png", RED);
        String options = at("&allowedHosts=127.0.0.1&prompt=What is it?");
        for (Object body : List.of(
                address,
                Map.of("image", address.toString()),
                Map.of("image", List.of(address.toString())),
                List.of(Map.of(
                        "role",
                        "user",
                        "content",
                        List.of(Map.of("type", "image_url", "image_url", Map.of("url", address.toString()))))))) {
            assertThat(routes.answer(options, body).getBody(String.class)).startsWith("The picture looks like ");
        }
        assertThat(routes.answer(options, address.toString()).getBody(String.class))
                .startsWith("I am a demonstration");
        assertThat(sent().path("messages").path(0).path("content").asText()).isEqualTo("What is it?\n\n" + address);
        assertThat(routes.answer(at("&imageUrl=forward&prompt=What?"), address).getBody(String.class))
                .startsWith("The picture looks like ");
        assertThat(sent().toString()).contains("\"url\":\"" + address + "\"");
    }

    @Test
    void aConversationGoesOnWithItsOwnSystemMessageOrTheOption() throws Exception {
        List<Map<String, Object>> turns = List.of(
                Map.of("role", "user", "content", "Hi"),
                Map.of("role", "assistant", "content", List.of(Map.of("type", "text", "text", "Hello"))),
                Map.of("role", "user", "content", List.of("Look:", RED)));
        routes.answer(at("&systemPrompt=Be brief."), turns);
        routes.answer(
                at("&systemPrompt=Be brief."),
                Map.of("messages", List.of(Map.of("role", "system", "content", "Sing."), turns.get(0))));
        Exchange answered = routes.call(at("&prompt=option"), message -> {
            message.getMessage().setBody(turns.subList(0, 2));
            message.getMessage().setHeader(HfInferenceHeaders.PROMPT, "4 - 1");
        });
        assertThat(answered.getException()).isNull();

        assertThat(roles(0)).containsExactly("system", "user", "assistant", "user");
        assertThat(sent(0).path("messages").path(2).path("content").asText()).isEqualTo("Hello");
        assertThat(sent(0).path("messages")
                        .path(3)
                        .path("content")
                        .path(1)
                        .path("type")
                        .asText())
                .isEqualTo("image_url");
        assertThat(roles(1)).containsExactly("system", "user");
        assertThat(EMULATOR.requests().get(1).bodyText()).contains("Sing.").doesNotContain("Be brief.");
        assertThat(roles(2)).containsExactly("user", "assistant", "user");
        assertThat(EMULATOR.requests().get(2).bodyText()).contains("4 - 1").doesNotContain("option");
    }

    private static List<String> roles(int request) throws Exception {
        return sent(request).path("messages").findValuesAsText("role");
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                arguments("&prompt=Sum up:", "a text", "Sum up:\n\na text"),
                arguments("&prompt=Sum up:", List.of("a", "b"), "Sum up:\n\na\n\nb"),
                arguments("&prompt=Only this", null, "Only this"),
                arguments("&prompt=Only this", " ", "Only this"),
                arguments("&prompt=option", Map.of("prompt", "its own"), "its own"),
                arguments("&prompt=option", Map.of("text", "a text"), "option\n\na text"),
                arguments("", Map.of("prompt", "Sum up:", "text", "a text"), "Sum up:\n\na text"),
                arguments("", Map.of("prompt", "Sum up:", "texts", List.of("a", "b")), "Sum up:\n\na\n\nb"),
                arguments("", "Data: 12/05/2024, totale 5,00", "Data: 12/05/2024, totale 5,00"),
                arguments("", "grüße".getBytes(StandardCharsets.UTF_8), "grüße"),
                arguments("", Map.of("role", "user", "content", "Hi"), "Hi"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void textsAreOneStringAsServersWithoutEyesTakeIt(String options, Object body, String content) throws Exception {
        routes.answer(at(options), body);

        assertThat(sent().path("messages").path(0).path("content").textValue()).isEqualTo(content);
    }

    @Test
    void anAnswerThatKeepsToTheSchemaIsAMap() throws Exception {
        Message answer = routes.answer(withSchema(""), "total: 12.50, paid: yes");

        assertThat(answer.getBody()).isEqualTo(Map.of("total", 12.5, "paid", true));
        assertThat(answer.getBody(String.class)).isEqualTo("{\"total\":12.5,\"paid\":true}");
        assertThat(sent().path("response_format").path("json_schema").path("schema"))
                .isEqualTo(MAPPER.readTree(SCHEMA));
        assertThat(routes.answer(withSchema("&resultFormat=json"), "total: 2").getBody())
                .isEqualTo("{\"total\":2,\"paid\":false}");
        Message kept = routes.answer(withSchema("&resultHeader=record"), "total: 3");
        assertThat(kept.getBody()).isEqualTo("total: 3");
        assertThat(kept.getHeader("record")).isEqualTo(Map.of("total", 3, "paid", false));
    }

    @Test
    void whatTheServerPassedOverIsCaught() throws Exception {
        // Asked for in words of its own, it keeps to no schema.
        Exchange loose = routes.call(withSchema(""), message -> {
            message.getMessage().setBody("hi");
            message.getMessage()
                    .setHeader(HfInferenceHeaders.PARAMETERS, Map.of("response_format", Map.of("type", "json_object")));
        });

        assertThat(loose.getException())
                .isInstanceOf(MalformedInferenceResponseException.class)
                .hasMessageContaining("required property 'total' not found");
        assertThat(loose.getMessage().getBody()).isEqualTo("hi");
    }

    @Test
    void aCutAnswerIsToldInAHeaderAndWithASchemaIsAnError() throws Exception {
        Message cut = routes.answer(at("&parameters.max_tokens=3"), "Tell me a long story");

        assertThat(cut.getBody()).isEqualTo("I am a");
        assertThat(cut.getHeader(HfInferenceHeaders.FINISH_REASON)).isEqualTo("length");
        String strings = SCHEMA.replace("number", "string").replace("boolean", "string");
        assertThat(routes.call(at("&parameters.max_tokens=3&responseSchema=RAW(" + strings + ")"), "hi")
                        .getException())
                .isInstanceOf(MalformedInferenceResponseException.class)
                .hasMessageContaining("finish_reason length, 3 tokens")
                .hasMessageContaining("raise parameters.max_tokens");
    }

    @Test
    void aRefusalIsNoMalformedAnswer() throws Exception {
        EMULATOR.fault(Fault.answer(
                200,
                Map.of(),
                "application/json",
                "{\"choices\":[{\"message\":{\"content\":null,\"refusal\":\"I would rather not.\"},\"finish_reason\":\"stop\"}]}"
                        .getBytes(StandardCharsets.UTF_8)));

        assertThat(routes.call(withSchema(""), "hi").getException())
                .isExactlyInstanceOf(InferenceRejectedException.class)
                .hasMessageContaining("refused to answer in mode chat: I would rather not.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abort", "error"})
    void aServerThatStopsWhileItAnswersIsWorthAnotherAttempt(String reason) {
        EMULATOR.fault(Fault.answer(
                200,
                "application/json",
                "{\"choices\":[{\"message\":{\"content\":\"The sum\"},\"finish_reason\":\"" + reason + "\"}]}"));

        assertThat(routes.call(at(""), "hi").getException())
                .isExactlyInstanceOf(InferenceServerException.class)
                .hasMessageEndingWith("to chat is not whole: it was broken off (finish_reason " + reason + ")");
    }

    @Test
    void whatTheServerRefusesIsRejectedInItsWords() throws Exception {
        assertThat(routes.call(at("&parameters.temprature=1"), "hi").getException())
                .isInstanceOf(InferenceRejectedException.class)
                .hasMessageContaining("Unrecognized request argument supplied: temprature");
    }

    @Test
    void aStreamIsSentAgainAfterA503() throws Exception {
        routes.context.setStreamCaching(false);
        routes.add(route -> {
            route.errorHandler(
                    route.defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(1));
            route.onException(InferenceUnavailableException.class)
                    .maximumRedeliveries(2)
                    .redeliveryDelay(1);
            route.from("direct:patient").to(at("&prompt=What is it?"));
        });
        EMULATOR.fault(Fault.answer(
                503,
                Map.of(),
                "application/json",
                "{\"error\":{\"message\":\"engine is starting\",\"type\":\"ServiceUnavailable\",\"code\":503}}"
                        .getBytes(StandardCharsets.UTF_8)));

        Message answer = routes.answer("direct:patient", new ByteArrayInputStream(RED));

        assertThat(answer.getBody(String.class)).startsWith("The picture looks like ");
        assertThat(EMULATOR.requests()).hasSize(2);
        assertThat(EMULATOR.requests().get(1).bodyText())
                .isEqualTo(EMULATOR.requests().get(0).bodyText());
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments(
                        "",
                        "%PDF-1.7\n1 0 obj".getBytes(StandardCharsets.US_ASCII),
                        "expected a text or a picture, the content is application/pdf"),
                arguments("", null, "chat needs something to answer"),
                arguments("", " ", "chat needs something to answer"),
                arguments("", RED, "something to say about the picture"),
                arguments("", List.of(), "the list is empty"),
                arguments("", Arrays.asList("a", null), "got an empty body"),
                arguments("", Map.of(), "keys messages, role and content, or image, text and prompt"),
                arguments("", Map.of("messages", List.of()), "the list is empty"),
                arguments("", Map.of("messages", "hi"), "expected a List in messages, got a java.lang.String"),
                arguments(
                        "",
                        Map.of("messages", List.of(Map.of("role", "user", "content", "a")), "image", RED),
                        "got them beside"),
                arguments(
                        "",
                        Map.of("prompt", 5),
                        "the prompt: expected bytes, a stream, a file, a path or text, got a java.lang.Integer; take out"),
                arguments("", List.of(Map.of("role", "user")), "of the role user has no content"),
                arguments(
                        "",
                        List.of(Map.of("role", "user", "content", List.of(Map.of("text", "a", "image", RED)))),
                        "one of them in each"),
                arguments("", List.of(Map.of("role", "user", "content", "")), "nothing but white space"),
                arguments("", List.of(Map.of("role", "user", "content", List.of())), "has no content"),
                arguments("", List.of(Map.of("content", "hi")), "got a Map with [content]"),
                arguments("", List.of(Map.of("role", "tool", "content", "hi")), "calls of tools and their results"),
                arguments(
                        "",
                        List.of(Map.of("role", "assistant", "content", "", "tool_calls", List.of(1))),
                        "one that calls tools"),
                arguments("", List.of(Map.of("role", "user", "content", "a"), "b"), "got a java.lang.String"),
                arguments(
                        "",
                        List.of(Map.of("role", "user", "content", List.of(Map.of("type", "video_url")))),
                        "Maps with text, image_url or image"),
                arguments("&prompt=x", Map.of("image", "no picture"), "expected a picture"),
                arguments("", new byte[] {(byte) 0xff, (byte) 0xfe, 0x00}, "expected a text in"),
                arguments("", new byte[0], "the content is empty"),
                arguments("&maxRequestSize=100", "x".repeat(101), "the limit set by maxRequestSize"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void whatCannotBeAskedIsNotSent(String options, Object body, String message) throws Exception {
        Exchange refused = routes.call(at(options), body);

        assertThat(refused.getException())
                .isInstanceOf(InvalidInferenceInputException.class)
                .hasMessageContaining(message);
        assertThat(EMULATOR.requests()).isEmpty();
        assertThat(refused.getMessage().getBody()).isSameAs(body);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            &parameters.stream=true             | parameters.stream: chat gives whole answers
            &parameters.tools=get_weather       | parameters.tools: chat gives an answer, it calls no tools
            &parameters.tool_choice=auto        | it calls no tools
            &parameters.parallel_tool_calls=false | it calls no tools
            &parameters.stream_options=all      | parameters.stream_options: chat gives whole answers
            &parameters.n=2                     | parameters.n: chat gives one answer
            &parameters.model=a/b               | the option model names it
            &parameters.messages=hi             | the body of the message holds them
            &batchSize=5                        | takes one message per call
            &responseSchema=total               | option responseSchema is no JSON
            &responseSchema=[]                  | option responseSchema must be a JSON object
            &responseSchema=RAW({"type":"tex"}) | option responseSchema is no JSON schema: at /type
            &responseSchema=classpath:none.json | names classpath:none.json, which cannot be read
            &responseSchema=RAW({"$ref":"http://127.0.0.1:9/s.json"}) | option responseSchema cannot be used
            """)
    void whatChatDoesNotTakeIsSaidAtStart(String options, String message) {
        assertThat(catchThrowable(() -> routes.call(at(options), "hi"))).hasStackTraceContaining(message);
        assertThat(EMULATOR.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            chat?model=a/b:c:d                       | option model=a/b:c:d is no Hub id
            chat?model=../x                          | is no Hub id
            summarization?model=a/b&api=openai       | mode summarization is not asked with api=openai
            auto?endpointUrl=http://localhost&api=openai | mode auto needs the endpoint with four modes
            """)
    void wrongTargetsAreSaidAtStart(String uri, String message) {
        assertThat(catchThrowable(() -> routes.call("hf-inference:" + uri, "hi")))
                .hasStackTraceContaining(message);
    }

    @Test
    void aMessageCannotAskForWhatChatDoesNotTake() throws Exception {
        Exchange refused = routes.call(at(""), message -> {
            message.getMessage().setBody("hi");
            message.getMessage().setHeader(HfInferenceHeaders.PARAMETERS, Map.of("stream", true));
        });

        assertThat(refused.getException())
                .isInstanceOf(InvalidInferenceInputException.class)
                .hasMessageContaining("header CamelHfInferenceParameters: parameters.stream");
    }
}
