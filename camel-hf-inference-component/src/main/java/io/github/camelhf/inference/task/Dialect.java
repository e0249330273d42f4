package io.github.camelhf.inference.task;

import java.util.Locale;

/** The languages in which inference servers are asked. */
public enum Dialect {
    /** One task per model, as the Hub's pipelines: the hosted service, the Inference Toolkit. */
    PIPELINE,
    /** One endpoint that serves four modes, chosen by {@code parameters.mode}. */
    MULTIMODAL,
    /** Text Embeddings Inference: vectors, labels, ranks and likeness of texts, each under an address of its own. */
    TEI,
    /** The API that OpenAI began and most servers of language models speak: the Hub's router, vLLM, TGI, llama.cpp and others. */
    OPENAI;

    /** As the option {@code api} names it. */
    public String api() {
        return name().toLowerCase(Locale.ROOT);
    }
}
