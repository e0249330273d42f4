@NullMarked
package io.github.camelhf.inference.examples.watchedfolder.report;

import org.jspecify.annotations.NullMarked;
