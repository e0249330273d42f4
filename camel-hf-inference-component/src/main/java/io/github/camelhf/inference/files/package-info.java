/**
 * Files that routes take and move: whether a copy is complete, and names of their own where they go.
 *
 * <p>In: files as Camel's file and FTP consumers know them, and paths.<br>
 * Out: whether a file may be taken, where it has gone.<br>
 * Called by: the root.
 */
@NullMarked
package io.github.camelhf.inference.files;

import org.jspecify.annotations.NullMarked;
