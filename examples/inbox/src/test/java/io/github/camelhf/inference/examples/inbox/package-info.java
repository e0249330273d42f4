@NullMarked
package io.github.camelhf.inference.examples.inbox;

import org.jspecify.annotations.NullMarked;
