@NullMarked
package io.github.camelhf.inference.examples.folder;

import org.jspecify.annotations.NullMarked;
