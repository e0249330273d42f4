/**
 * Sorts the pictures of a folder by what they show. {@link
 * io.github.camelhf.inference.examples.watchedfolder.WatchedFolderRoute} is the route; the rest starts it, counts and
 * reports.
 */
@NullMarked
package io.github.camelhf.inference.examples.watchedfolder;

import org.jspecify.annotations.NullMarked;
