@NullMarked
package io.github.camelhf.inference.examples.watchedfolder.progress;

import org.jspecify.annotations.NullMarked;
