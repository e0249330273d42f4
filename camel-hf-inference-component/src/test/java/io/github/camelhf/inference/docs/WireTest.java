package io.github.camelhf.inference.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelhf.inference.Sounds;
import io.github.camelhf.inference.emulator.RecordedRequest;
import java.io.InputStream;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The request bodies that the page on modes shows are those that reach a server. */
class WireTest extends RecipeTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String DEDICATED = "endpointUrl={{siglip.url}}";

    private static final byte[] WAV = Sounds.wav(440);

    static Stream<Arguments> calls() {
        return Stream.of(
                arguments("image-classification", "image-classification?model=google/vit-base-patch16-224&topK=3", RED),
                arguments(
                        "image-classification-list",
                        "image-classification?model=google/vit-base-patch16-224",
                        List.of(RED, RED)),
                arguments(
                        "zero-shot-pipeline",
                        "zero-shot?model=openai/clip-vit-base-patch32&labels=red tile,blue tile",
                        RED),
                arguments("zero-shot-multimodal", "zero-shot?labels=red tile,blue tile&topK=1&" + DEDICATED, RED),
                arguments(
                        "image-embedding-pipeline",
                        "image-embedding?model=facebook/dinov2-base&parameters.pool=true",
                        RED),
                arguments("image-embedding-multimodal", "image-embedding?" + DEDICATED, RED),
                arguments(
                        "text-embedding-pipeline",
                        "text-embedding?model=sentence-transformers/all-MiniLM-L6-v2&parameters.normalize=true",
                        "a red tile"),
                arguments(
                        "text-embedding-multimodal",
                        "text-embedding?" + DEDICATED,
                        List.of("a red tile", "an oak floor")),
                arguments(
                        "text-embedding-tei",
                        "text-embedding?api=tei&endpointUrl={{tei.url}}/embed&parameters.truncate=true",
                        "a red tile"),
                arguments(
                        "text-embedding-openai",
                        "text-embedding?api=openai&endpointUrl={{tei.url}}/v1/embeddings&model=BAAI/bge-m3",
                        List.of("a red tile", "an oak floor")),
                arguments(
                        "text-classification-tei",
                        "text-classification?api=tei&endpointUrl={{tei.url}}/predict&parameters.raw_scores=true",
                        List.of("a lovely day", "rain again")),
                arguments(
                        "text-ranking-tei",
                        "text-ranking?api=tei&endpointUrl={{tei.url}}/rerank&topK=1&parameters.truncate=true",
                        Map.of("query", "red tile", "texts", List.of("a red brick", "a blue sky"))),
                arguments(
                        "text-classification",
                        "text-classification?model=distilbert/distilbert-base-uncased-finetuned-sst-2-english&topK=2",
                        "a lovely day"),
                arguments(
                        "token-classification",
                        "token-classification?model=dslim/bert-base-NER&parameters.aggregation_strategy=first",
                        "I met Ann Lee"),
                arguments(
                        "zero-shot-classification",
                        "zero-shot-classification?model=facebook/bart-large-mnli&labels=refund,faq&parameters.multi_label=true",
                        "give me my money back"),
                arguments(
                        "question-answering",
                        "question-answering?model=deepset/roberta-base-squad2&question=Who called?&topK=2",
                        "Ann called at noon."),
                arguments(
                        "sentence-similarity",
                        "sentence-similarity?model=sentence-transformers/all-MiniLM-L6-v2&question=a red tile",
                        List.of("a red brick", "a blue sky")),
                arguments(
                        "text-ranking",
                        "text-ranking?model=cross-encoder/ms-marco-MiniLM-L6-v2&topK=1",
                        Map.of("query", "red tile", "texts", List.of("a red brick", "a blue sky"))),
                arguments(
                        "translation",
                        "translation?model=facebook/mbart-large-50-many-to-many-mmt&parameters.src_lang=en_XX&parameters.tgt_lang=de_DE",
                        "Hello world"),
                arguments("fill-mask", "fill-mask?model=FacebookAI/xlm-roberta-base&topK=2", "<mask> world!"),
                arguments(
                        "table-question-answering",
                        "table-question-answering?model=google/tapas-base-finetuned-wtq&question=How old is Ann?",
                        "name,age\nAnn,41\nBo,7"),
                arguments(
                        "object-detection",
                        "object-detection?model=facebook/detr-resnet-50&parameters.threshold=0.8",
                        RED),
                arguments(
                        "zero-shot-object-detection",
                        "zero-shot-object-detection?model=google/owlvit-base-patch32&labels=red tile,blue tile",
                        RED),
                arguments(
                        "zero-shot-object-detection-list",
                        "zero-shot-object-detection?model=google/owlvit-base-patch32&labels=red tile,blue tile",
                        List.of(RED, RED)),
                arguments(
                        "image-to-text",
                        "image-to-text?model=Salesforce/blip-image-captioning-base&parameters.max_new_tokens=20",
                        RED),
                arguments(
                        "image-segmentation",
                        "image-segmentation?model=facebook/detr-resnet-50-panoptic&parameters.subtask=semantic",
                        RED),
                arguments(
                        "visual-question-answering",
                        "visual-question-answering?model=dandelin/vilt-b32-finetuned-vqa&question=Is it red?"
                                + "&parameters.top_k=1",
                        RED),
                arguments(
                        "automatic-speech-recognition",
                        "automatic-speech-recognition?model=openai/whisper-large-v3&parameters.return_timestamps=true",
                        WAV),
                arguments(
                        "chat",
                        "chat?model=meta-llama/Llama-3.1-8B-Instruct&systemPrompt=Be brief.&parameters.max_tokens=100",
                        "What is 17 + 25?"),
                arguments(
                        "chat-picture",
                        "chat?model=Qwen/Qwen2.5-VL-7B-Instruct&prompt=What is the total?"
                                + "&responseSchema=resource:classpath:recipes/total.json",
                        RED),
                arguments(
                        "text-to-image",
                        "text-to-image?model=stabilityai/stable-diffusion-3-medium-diffusers"
                                + "&parameters.width=512&parameters.height=512",
                        "a red tile"),
                arguments(
                        "image-to-image",
                        "image-to-image?model=timbrooks/instruct-pix2pix&prompt=Paint it green.",
                        RED),
                arguments(
                        "text-to-speech",
                        "text-to-speech?model=espnet/kan-bayashi_ljspeech_vits",
                        "The train is late."),
                arguments(
                        "similarity",
                        "similarity?" + DEDICATED,
                        Map.of("image", RED, "texts", List.of("a red tile", "an oak floor"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void bodiesAreAsThePageShows(String file, String uri, Object body) throws Exception {
        template.requestBody("hf-inference:" + uri, body);

        RecordedRequest request = EMULATOR.requests().get(0);
        assertThat(request.header("Content-Type")).contains("application/json");
        String sent =
                request.bodyText().replace(Base64.getEncoder().encodeToString(body == WAV ? WAV : RED), "<base64>");
        try (InputStream shown =
                Objects.requireNonNull(getClass().getResourceAsStream("/recipes/wire/" + file + ".json"))) {
            assertThat(MAPPER.readTree(sent)).isEqualTo(MAPPER.readTree(shown));
        }
    }

    @Test
    void aPictureWithoutParametersIsSentAsItIs() {
        template.requestBody("hf-inference:image-classification?model=google/vit-base-patch16-224", RED);
        // Without pooling the answer is refused, which does not matter to what is sent.
        template.send(
                "hf-inference:image-embedding?model=facebook/dinov2-base",
                exchange -> exchange.getMessage().setBody(RED));

        assertThat(EMULATOR.requests()).hasSize(2).allSatisfy(request -> {
            assertThat(request.header("Content-Type")).contains("image/png");
            assertThat(request.bodyHead()).isEqualTo(RED);
        });
    }
}
