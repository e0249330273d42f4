@NullMarked
package io.github.camelhf.inference.examples.watchedfolder.xmp;

import org.jspecify.annotations.NullMarked;
