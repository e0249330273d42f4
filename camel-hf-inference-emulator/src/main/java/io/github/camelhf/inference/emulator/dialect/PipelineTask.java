package io.github.camelhf.inference.emulator.dialect;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The pipeline tasks that the emulator answers, and the words in a model id that select them. A real server reads the
 * task from the model's card; the emulator has no models, so it guesses from the id, first match first.
 */
public enum PipelineTask {
    IMAGE_TO_IMAGE("image-to-image", "image-to-image|instruct-pix2pix|[\\w.-]*kontext|[\\w.-]*refiner"),
    TEXT_TO_IMAGE("text-to-image", "stable-diffusion|sdxl|sd-turbo|flux|text-to-image"),
    TEXT_TO_SPEECH("text-to-speech", "[\\w-]*vits|tts|mms-tts|speecht5|bark|kokoro|text-to-speech"),
    ZERO_SHOT_OBJECT_DETECTION("zero-shot-object-detection", "owlvit|owlv2|grounding-dino"),
    OBJECT_DETECTION("object-detection", "detr-resnet-50$|yolos|object-detection"),
    VISUAL_QUESTION_ANSWERING("visual-question-answering", "vilt|blip-vqa|visual-question-answering|vqa"),
    DOCUMENT_QUESTION_ANSWERING(
            "document-question-answering", "donut|layoutlm|docvqa|document-question-answering|impira"),
    IMAGE_TO_TEXT("image-to-text", "blip|image-captioning|image-to-text|trocr|vit-gpt2"),
    IMAGE_SEGMENTATION(
            "image-segmentation", "segformer|mask2former|maskformer|image-segmentation|detr-resnet-50-panoptic"),
    AUTOMATIC_SPEECH_RECOGNITION(
            "automatic-speech-recognition", "whisper|wav2vec2-(base|large)-960h|automatic-speech-recognition|asr"),
    AUDIO_CLASSIFICATION("audio-classification", "hubert|wav2vec2|audio-classification|ast-finetuned"),
    ZERO_SHOT_IMAGE_CLASSIFICATION("zero-shot-image-classification", "clip|siglip"),
    IMAGE_FEATURE_EXTRACTION("image-feature-extraction", "dinov2|image-feature"),
    IMAGE_CLASSIFICATION("image-classification", "vit|resnet|image-classification"),
    TEXT_CLASSIFICATION("text-classification", "sentiment|sst-2|text-classification|distilbert-base-uncased-finetuned"),
    TOKEN_CLASSIFICATION("token-classification", "ner([/._-]|$)|conll03|token-classification"),
    ZERO_SHOT_CLASSIFICATION("zero-shot-classification", "[\\w-]*mnli|[\\w-]*nli-|zero-shot-classification"),
    QUESTION_ANSWERING("question-answering", "[\\w-]*squad|question-answering"),
    SENTENCE_SIMILARITY("sentence-similarity", "(?!)"),
    TEXT_RANKING("text-ranking", "[\\w-]*rerank|ms-marco|cross-encoder"),
    SUMMARIZATION("summarization", "[\\w-]*-cnn|pegasus|summarization"),
    TRANSLATION("translation", "t5|opus-mt|mbart|nllb|translation"),
    FILL_MASK("fill-mask", "fill-mask|distilroberta|xlm-roberta|roberta-base$"),
    TABLE_QUESTION_ANSWERING("table-question-answering", "tapas|tapex|table-question-answering"),
    FEATURE_EXTRACTION("feature-extraction", "minilm|sentence|bge|e5|embed|\\w*bert-base|bart-base"),
    /** The toolkit's own name for pooled text embeddings; reached by its path only. */
    SENTENCE_EMBEDDINGS("sentence-embeddings", "(?!)");

    private final String tag;
    private final Pattern words;

    PipelineTask(String tag, String words) {
        this.tag = tag;
        // A word of the id starts at a separator, so that "invitation" is no "vit".
        this.words = Pattern.compile("(^|[/._-])(" + words + ")");
    }

    /** The Hub's name of the task, as it stands in {@code /pipeline/{task}}. */
    public String tag() {
        return tag;
    }

    /** The task that a model id's words select, if any. */
    public static Optional<PipelineTask> ofModel(String model) {
        String id = model.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(task -> task.words.matcher(id).find())
                .findFirst();
    }

    /**
     * The task with this tag.
     *
     * @throws RefusedException naming the known tags, when there is none
     */
    public static PipelineTask ofTag(String tag) {
        return Arrays.stream(values())
                .filter(task -> task.tag.equals(tag))
                .findFirst()
                .orElseThrow(() -> new RefusedException("Unknown task " + tag + ", available tasks are "
                        + Arrays.stream(values()).map(PipelineTask::tag).collect(Collectors.toList())));
    }

    /** Whether the model answers one vector per token instead of one per text: a plain transformers model. */
    static boolean answersTokens(String model) {
        String id = model.toLowerCase(Locale.ROOT);
        return (id.contains("bert-base") || id.contains("bart-base")) && !id.contains("sentence-transformers");
    }
}
