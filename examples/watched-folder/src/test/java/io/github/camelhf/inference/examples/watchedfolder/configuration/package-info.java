@NullMarked
package io.github.camelhf.inference.examples.watchedfolder.configuration;

import org.jspecify.annotations.NullMarked;
