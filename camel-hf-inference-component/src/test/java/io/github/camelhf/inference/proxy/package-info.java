@NullMarked
package io.github.camelhf.inference.proxy;

import org.jspecify.annotations.NullMarked;
