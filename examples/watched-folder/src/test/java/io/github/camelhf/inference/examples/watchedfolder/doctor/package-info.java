@NullMarked
package io.github.camelhf.inference.examples.watchedfolder.doctor;

import org.jspecify.annotations.NullMarked;
