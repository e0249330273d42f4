package io.github.camelhf.inference.task;

/** The languages in which inference servers are asked. */
public enum Dialect {
    /** One task per model, as the Hub's pipelines: the hosted service, the Inference Toolkit, Text Embeddings Inference. */
    PIPELINE,
    /** One endpoint that serves four modes, chosen by {@code parameters.mode}. */
    MULTIMODAL,
    /** The API that OpenAI began and most servers of language models speak: the Hub's router, vLLM, TGI, llama.cpp and others. */
    OPENAI
}
