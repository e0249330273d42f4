/** Draws and checks the sample pictures of the watched-folder example. */
@NullMarked
package io.github.camelhf.inference.examples.watchedfolder;

import org.jspecify.annotations.NullMarked;
