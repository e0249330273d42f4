package io.github.camelhf.inference;

import org.apache.camel.spi.Metadata;

/** Names of the message headers that the component reads and writes. No header changes the host, the address or the token. */
public final class HfInferenceHeaders {

    @Metadata(
            label = "in",
            description =
                    "Labels for zero-shot, zero-shot-classification and zero-shot-object-detection instead of the option: a collection or a comma list.",
            javaType = "Object")
    public static final String LABELS = "CamelHfInferenceLabels";

    @Metadata(
            label = "in",
            description = "Texts for similarity when the body holds the images only: one String or a collection.",
            javaType = "Object")
    public static final String TEXTS = "CamelHfInferenceTexts";

    @Metadata(
            label = "in",
            description =
                    "What is asked about the message instead of the option: a question, or the text to compare with.",
            javaType = "String")
    public static final String QUESTION = "CamelHfInferenceQuestion";

    @Metadata(
            label = "in",
            description =
                    "What is said to the model about the message in mode chat, or what image-to-image is to make of the picture, instead of the option.",
            javaType = "String")
    public static final String PROMPT = "CamelHfInferencePrompt";

    @Metadata(
            label = "in",
            description = "How many of the best are wanted, instead of the option.",
            javaType = "Integer")
    public static final String TOP_K = "CamelHfInferenceTopK";

    @Metadata(
            label = "in",
            description =
                    "In: model id instead of the option, where no endpointUrl is set. Out: the model that was asked.",
            javaType = "String")
    public static final String MODEL = "CamelHfInferenceModel";

    @Metadata(
            label = "in",
            description = "Media type of the picture or recording; counts only where its first bytes do not show one.",
            javaType = "String")
    public static final String MEDIA_TYPE = "CamelHfInferenceMediaType";

    @Metadata(
            label = "in",
            description = "Further parameters of the task for this message; they win over those of the option.",
            javaType = "java.util.Map")
    public static final String PARAMETERS = "CamelHfInferenceParameters";

    @Metadata(
            label = "out",
            description = "The mode that was asked, also where the option says auto.",
            javaType = "String")
    public static final String MODE = "CamelHfInferenceMode";

    @Metadata(
            label = "out",
            description =
                    "Best label of a single picture, text or recording; what was found most surely; the best answer or filling.",
            javaType = "String")
    public static final String LABEL = "CamelHfInferenceLabel";

    @Metadata(
            label = "out",
            description = "Score of the best label, answer, filling, text, entity or object, where there is one.",
            javaType = "Double")
    public static final String SCORE = "CamelHfInferenceScore";

    @Metadata(
            label = "out",
            description =
                    "Best score minus second best, where they exclude each other; the best score where there is one only.",
            javaType = "Double")
    public static final String MARGIN = "CamelHfInferenceMargin";

    @Metadata(label = "out", description = "accept or review, where minScore or minMargin is set.", javaType = "String")
    public static final String DECISION = "CamelHfInferenceDecision";

    @Metadata(
            label = "out",
            description = "The best label in a form that every operating system takes as a folder's name.",
            javaType = "String")
    public static final String SAFE_LABEL = "CamelHfInferenceSafeLabel";

    @Metadata(label = "out", description = "How many numbers each embedding has.", javaType = "Integer")
    public static final String EMBEDDING_SIZE = "CamelHfInferenceEmbeddingSize";

    @Metadata(label = "out", description = "How many embeddings there are.", javaType = "Integer")
    public static final String EMBEDDING_COUNT = "CamelHfInferenceEmbeddingCount";

    @Metadata(
            label = "out",
            description = "How many objects, segments or entities were found in a single picture or text.",
            javaType = "Integer")
    public static final String COUNT = "CamelHfInferenceCount";

    @Metadata(
            label = "out",
            description =
                    "Why the model stopped in mode chat: stop, or length where parameters.max_tokens cut the answer.",
            javaType = "String")
    public static final String FINISH_REASON = "CamelHfInferenceFinishReason";

    @Metadata(
            label = "out",
            description =
                    "How many tokens the server counted in what it was sent: in mode chat, and with api=tei or openai for texts that shared their call with no other message.",
            javaType = "Integer")
    public static final String PROMPT_TOKENS = "CamelHfInferencePromptTokens";

    @Metadata(
            label = "out",
            description = "How many tokens the server counted in the answer of mode chat.",
            javaType = "Integer")
    public static final String COMPLETION_TOKENS = "CamelHfInferenceCompletionTokens";

    @Metadata(
            label = "out",
            description = "The id under which the server's operators find the call.",
            javaType = "String")
    public static final String REQUEST_ID = "CamelHfInferenceRequestId";

    @Metadata(label = "out", description = "How long the server says it computed.", javaType = "java.time.Duration")
    public static final String COMPUTE_TIME = "CamelHfInferenceComputeTime";

    @Metadata(
            label = "out",
            description = "How many images or texts the call carried, those of other messages included.",
            javaType = "Integer")
    public static final String BATCH_SIZE = "CamelHfInferenceBatchSize";

    @Metadata(
            label = "out",
            description =
                    "Why items of a list were left out, by their place counted from 0; only with onItemError=skip, and only when there are any.",
            javaType = "java.util.Map<Integer, String>")
    public static final String ITEM_ERRORS = "CamelHfInferenceItemErrors";

    @Metadata(
            label = "out",
            description =
                    "The embedding of a single item as Camel's vector store transformers read it. It is the array behind the result: only to be read.",
            javaType = "float[]")
    public static final String EMBEDDING_VECTOR = "CamelLangChain4jEmbeddingsVector";

    @Metadata(
            label = "out",
            description =
                    "The embeddings of a list, in its order, under the name that newer Camel gives a list of vectors; null in the place of an item that was left out. The arrays are those behind the results: only to be read.",
            javaType = "java.util.List<float[]>")
    public static final String EMBEDDING_VECTORS = "CamelLangChain4jEmbeddingsEmbeddings";

    private HfInferenceHeaders() {}
}
