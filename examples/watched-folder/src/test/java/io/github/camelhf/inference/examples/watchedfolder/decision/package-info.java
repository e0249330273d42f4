@NullMarked
package io.github.camelhf.inference.examples.watchedfolder.decision;

import org.jspecify.annotations.NullMarked;
