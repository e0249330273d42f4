@NullMarked
package io.github.camelhf.inference.examples.http;

import org.jspecify.annotations.NullMarked;
