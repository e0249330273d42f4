@NullMarked
package io.github.camelhf.inference.examples.catalogue;

import org.jspecify.annotations.NullMarked;
