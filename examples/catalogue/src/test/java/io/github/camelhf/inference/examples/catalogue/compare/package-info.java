@NullMarked
package io.github.camelhf.inference.examples.catalogue.compare;

import org.jspecify.annotations.NullMarked;
