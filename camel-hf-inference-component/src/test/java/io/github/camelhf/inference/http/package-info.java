@NullMarked
package io.github.camelhf.inference.http;

import org.jspecify.annotations.NullMarked;
