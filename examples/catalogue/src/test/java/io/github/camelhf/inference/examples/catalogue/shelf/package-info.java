@NullMarked
package io.github.camelhf.inference.examples.catalogue.shelf;

import org.jspecify.annotations.NullMarked;
