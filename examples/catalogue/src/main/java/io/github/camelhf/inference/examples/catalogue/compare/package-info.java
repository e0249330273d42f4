/** What is computed from all vectors of the shelf, without a call: labels, near-identical products, the map. Knows no Camel. */
@NullMarked
package io.github.camelhf.inference.examples.catalogue.compare;

import org.jspecify.annotations.NullMarked;
