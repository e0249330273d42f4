package io.github.camelhf.inference.task;

/** The two languages in which inference servers are asked. */
public enum Dialect {
    /** One task per model, as the Hub's pipelines: the hosted service, the Inference Toolkit, Text Embeddings Inference. */
    PIPELINE,
    /** One endpoint that serves four modes, chosen by {@code parameters.mode}. */
    MULTIMODAL
}
