@NullMarked
package io.github.camelhf.inference.examples.invoice;

import org.jspecify.annotations.NullMarked;
