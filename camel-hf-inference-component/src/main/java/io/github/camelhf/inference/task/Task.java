package io.github.camelhf.inference.task;

import static io.github.camelhf.inference.task.Dialect.MULTIMODAL;
import static io.github.camelhf.inference.task.Dialect.OPENAI;
import static io.github.camelhf.inference.task.Dialect.PIPELINE;
import static io.github.camelhf.inference.task.Dialect.TEI;

import io.github.camelhf.inference.answer.MediaKind;
import io.github.camelhf.inference.error.InferenceRejectedException;
import io.github.camelhf.inference.error.InferenceServerException;
import io.github.camelhf.inference.error.MalformedInferenceResponseException;
import io.github.camelhf.inference.transport.WireBody;
import io.github.camelhf.inference.transport.WireRequest;
import io.github.camelhf.inference.transport.WireResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The table of tasks: how a URI names each, which dialects it speaks, and the file that holds its wire format. */
@SuppressWarnings("ImmutableEnumChecker") // codecs are stateless, the collections unmodifiable
public enum Task {
    IMAGE_CLASSIFICATION("image-classification", Takes.PICTURES, Wants.THE_BEST, new ImageClassification()),
    ZERO_SHOT(
            "zero-shot",
            Takes.PICTURES,
            Wants.THE_BEST_OF_LABELS,
            Set.of(PIPELINE, MULTIMODAL),
            new ZeroShot(),
            "zero-shot-image-classification"),
    IMAGE_EMBEDDING(
            "image-embedding",
            Takes.PICTURES,
            Set.of(),
            Set.of(PIPELINE, MULTIMODAL),
            new ImageEmbedding(),
            "image-feature-extraction"),
    TEXT_EMBEDDING(
            "text-embedding",
            Takes.TEXTS,
            Set.of(),
            Set.of(PIPELINE, MULTIMODAL, TEI, OPENAI),
            new TextEmbedding(),
            "feature-extraction"),
    SIMILARITY("similarity", Takes.PICTURES_AND_TEXTS, Set.of(), Set.of(MULTIMODAL), new ImageTextSimilarity()),
    TEXT_CLASSIFICATION(
            "text-classification",
            Takes.TEXTS,
            Wants.THE_BEST,
            Set.of(PIPELINE, TEI),
            new TextClassification(),
            "sentiment-analysis"),
    TOKEN_CLASSIFICATION(
            "token-classification", Takes.TEXTS, Set.of(Wants.MIN_SCORE), new TokenClassification(), "ner"),
    ZERO_SHOT_CLASSIFICATION(
            "zero-shot-classification", Takes.TEXTS, Wants.THE_BEST_OF_LABELS, new ZeroShotClassification()),
    QUESTION_ANSWERING("question-answering", Takes.CONTEXT_AND_QUESTION, Wants.THE_BEST, new QuestionAnswering()),
    SENTENCE_SIMILARITY(
            "sentence-similarity",
            Takes.TEXTS_AND_QUESTION,
            Wants.THE_BEST,
            Set.of(PIPELINE, TEI),
            new SentenceSimilarity()),
    TEXT_RANKING(
            "text-ranking",
            Takes.TEXTS_AND_QUESTION,
            Wants.THE_BEST,
            Set.of(PIPELINE, TEI),
            new TextRanking(),
            "rerank"),
    SUMMARIZATION("summarization", Takes.TEXTS, Set.of(), new TextToText("summary_text", false)),
    TRANSLATION("translation", Takes.TEXTS, Set.of(), new TextToText("translation_text", true)),
    FILL_MASK("fill-mask", Takes.TEXTS, Wants.THE_BEST, new FillMask()),
    TABLE_QUESTION_ANSWERING(
            "table-question-answering", Takes.TABLE_AND_QUESTION, Set.of(), new TableQuestionAnswering()),
    OBJECT_DETECTION("object-detection", Takes.PICTURES, Set.of(Wants.MIN_SCORE), new ObjectDetection()),
    ZERO_SHOT_OBJECT_DETECTION(
            "zero-shot-object-detection",
            Takes.PICTURES,
            Set.of(Wants.LABELS, Wants.MIN_SCORE),
            new ZeroShotObjectDetection()),
    IMAGE_TO_TEXT("image-to-text", Takes.PICTURES, Set.of(), new ImageToText(), "image-captioning"),
    IMAGE_SEGMENTATION("image-segmentation", Takes.PICTURES, Set.of(), new ImageSegmentation()),
    VISUAL_QUESTION_ANSWERING(
            "visual-question-answering", Takes.PICTURE_AND_QUESTION, Wants.THE_BEST, new PictureQuestionAnswering()),
    DOCUMENT_QUESTION_ANSWERING(
            "document-question-answering", Takes.PICTURE_AND_QUESTION, Wants.THE_BEST, new PictureQuestionAnswering()),
    AUTOMATIC_SPEECH_RECOGNITION("automatic-speech-recognition", Takes.SOUND, Set.of(), new SpeechRecognition(), "asr"),
    AUDIO_CLASSIFICATION("audio-classification", Takes.SOUND, Wants.THE_BEST, new AudioClassification()),
    CHAT(
            "chat",
            Takes.CONVERSATION,
            Set.of(),
            Set.of(OPENAI),
            new ChatCompletion(),
            "chat-completion",
            "conversational",
            "image-text-to-text",
            "text-generation"),
    TEXT_TO_IMAGE("text-to-image", Takes.TEXT, Set.of(), new TextToImage()),
    IMAGE_TO_IMAGE("image-to-image", Takes.PICTURE_AND_PROMPT, Set.of(), new ImageToImage()),
    TEXT_TO_SPEECH("text-to-speech", Takes.TEXT, Set.of(), new TextToSpeech());

    private final String mode;
    private final Takes takes;
    private final Set<Wants> wants;
    private final Set<Dialect> dialects;
    private final TaskCodec codec;
    private final List<String> aliases;

    /** One for pipelines only. */
    Task(String mode, Takes takes, Set<Wants> wants, TaskCodec codec, String... aliases) {
        this(mode, takes, wants, Set.of(PIPELINE), codec, aliases);
    }

    Task(String mode, Takes takes, Set<Wants> wants, Set<Dialect> dialects, TaskCodec codec, String... aliases) {
        this.mode = mode;
        this.takes = takes;
        this.wants = wants;
        this.dialects = dialects;
        this.codec = codec;
        this.aliases = List.of(aliases);
    }

    /** Reads the mode of a URI or one of the Hub's pipeline tags, in any case, {@code _} and {@code -} alike. */
    public static Optional<Task> ofMode(String text) {
        String name = normalised(text);
        return Arrays.stream(values())
                .filter(task -> task.mode.equals(name) || task.aliases.contains(name))
                .findFirst();
    }

    /** The spelling by which modes are compared. */
    public static String normalised(String mode) {
        return mode.trim().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** All modes that name a task, comma separated, for messages. */
    public static String modes() {
        return modes(task -> true);
    }

    /** The modes of those tasks, comma separated, for messages. */
    public static String modes(Predicate<Task> which) {
        return Arrays.stream(values()).filter(which).map(Task::mode).collect(Collectors.joining(", "));
    }

    /** As a URI names it, for example {@code zero-shot}. */
    public String mode() {
        return mode;
    }

    /** What a message must hold. */
    public Takes takes() {
        return takes;
    }

    /** Whether the task looks at this. */
    public boolean wants(Wants what) {
        return wants.contains(what);
    }

    /** Whether the task can be asked in this dialect. */
    public boolean speaks(Dialect dialect) {
        return dialects.contains(dialect);
    }

    /** Whether a list of inputs in one call gives a list of results, so that calls can be joined. */
    public boolean joins(Dialect dialect) {
        return speaks(dialect) && codec.joins(dialect);
    }

    /** The dialects in which the task can be asked, as the option {@code api} names them, for messages. */
    public String apis() {
        return dialects.stream().sorted().map(Dialect::api).collect(Collectors.joining(" or "));
    }

    /**
     * Looks whether the task can be told these parameters.
     *
     * @throws IllegalArgumentException naming one that it cannot, and what to do instead
     */
    public void check(Dialect dialect, Map<String, Object> parameters) {
        codec.check(dialect, parameters);
    }

    /** Whether its answers name places in a picture or a text. */
    public boolean namesPlaces() {
        return codec.namesPlaces();
    }

    /** Whether its answer is a picture or a recording, which may be long. */
    public boolean givesMedia() {
        return codec.media() != null;
    }

    /** The one form of the answer that every known server of the task sends, as {@code Accept} names it. */
    public String accept() {
        MediaKind media = codec.media();
        return media == null ? WireBody.JSON : media.accept();
    }

    /** What is sent. */
    public WireBody encode(InferenceRequest request) {
        return codec.encode(request);
    }

    /**
     * Reads a 2xx answer.
     *
     * @return {@link InferenceRequest#resultCount()} results in the order of the request
     * @throws MalformedInferenceResponseException when it cannot be read or does not answer what was asked
     * @throws InferenceRejectedException when the model refused to answer
     * @throws InferenceServerException when the server failed while it answered
     */
    public List<?> decode(InferenceRequest request, WireRequest sent, WireResponse response) {
        return Decoding.read(codec, request, sent, response);
    }
}
