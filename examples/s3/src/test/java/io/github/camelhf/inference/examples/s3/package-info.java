@NullMarked
package io.github.camelhf.inference.examples.s3;

import org.jspecify.annotations.NullMarked;
