@NullMarked
package io.github.camelhf.inference.examples.ftp;

import org.jspecify.annotations.NullMarked;
