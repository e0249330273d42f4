/**
 * Keeps the folder of results right whatever happens to the process: one process at a time, files that appear whole or not at
 * all, and a note about each move before it begins, from which the next start finishes or undoes it. Knows nothing of routes.
 */
@NullMarked
package io.github.camelhf.inference.examples.watchedfolder.journal;

import org.jspecify.annotations.NullMarked;
