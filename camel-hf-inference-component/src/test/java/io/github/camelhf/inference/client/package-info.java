@NullMarked
package io.github.camelhf.inference.client;

import org.jspecify.annotations.NullMarked;
