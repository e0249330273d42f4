/** Reads answers in a way that was tried, where the component's own reader is. */
@NullMarked
package io.github.camelhf.inference.answer;

import org.jspecify.annotations.NullMarked;
