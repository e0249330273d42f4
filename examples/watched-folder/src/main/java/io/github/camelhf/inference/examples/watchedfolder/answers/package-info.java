/**
 * Answers of the model kept by the content that was asked about, so that no content is sent twice to the same model with the same
 * prompts. Knows nothing of files in folders or of what is decided from an answer.
 */
@NullMarked
package io.github.camelhf.inference.examples.watchedfolder.answers;

import org.jspecify.annotations.NullMarked;
