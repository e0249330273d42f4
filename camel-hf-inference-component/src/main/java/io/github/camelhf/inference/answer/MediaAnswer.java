package io.github.camelhf.inference.answer;

import io.github.camelhf.inference.input.Content;

/**
 * A picture or a recording that a model made.
 *
 * @param content   its bytes; those of a long one can be read until the intake of its request is dropped
 * @param mediaType as its first bytes show it, or else as the server says
 */
public record MediaAnswer(Content content, String mediaType) {}
