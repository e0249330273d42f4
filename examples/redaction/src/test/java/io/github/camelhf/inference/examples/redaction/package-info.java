@NullMarked
package io.github.camelhf.inference.examples.redaction;

import org.jspecify.annotations.NullMarked;
