/** Tests over real sockets: every answer is read as a client reads it. */
@NullMarked
package io.github.camelhf.inference.emulator;

import org.jspecify.annotations.NullMarked;
