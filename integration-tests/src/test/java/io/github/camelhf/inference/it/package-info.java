/** Pictures from servers that speak their real protocols: what the component gets from Camel's own consumers. */
@NullMarked
package io.github.camelhf.inference.it;

import org.jspecify.annotations.NullMarked;
