package io.github.camelhf.inference.result;

/** What a call gives: immutable, equal by value, read and written by Jackson, and read by routes as JSON text where they ask for text. */
public interface InferenceResult {}
