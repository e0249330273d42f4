/**
 * Where the values of options come from when they are not on the command line: environment variables, then a file of
 * properties. Knows option names, not what they mean.
 */
@NullMarked
package io.github.camelhf.inference.examples.watchedfolder.configuration;

import org.jspecify.annotations.NullMarked;
