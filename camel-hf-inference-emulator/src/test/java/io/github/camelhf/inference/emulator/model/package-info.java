@NullMarked
package io.github.camelhf.inference.emulator.model;

import org.jspecify.annotations.NullMarked;
