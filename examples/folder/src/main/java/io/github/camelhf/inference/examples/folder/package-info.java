/**
 * Pictures in a tree of folders that nothing may touch. {@link io.github.camelhf.inference.examples.folder.FolderRoute} is the
 * route; the rest starts it.
 */
@NullMarked
package io.github.camelhf.inference.examples.folder;

import org.jspecify.annotations.NullMarked;
