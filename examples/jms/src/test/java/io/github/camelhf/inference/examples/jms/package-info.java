@NullMarked
package io.github.camelhf.inference.examples.jms;

import org.jspecify.annotations.NullMarked;
