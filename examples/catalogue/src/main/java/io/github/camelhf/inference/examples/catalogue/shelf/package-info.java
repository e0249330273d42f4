/**
 * What is known of each file, on disk: its vector, the hash of its content, and the model that made all vectors. {@link
 * io.github.camelhf.inference.examples.catalogue.shelf.Shelf} is a Lucene index; nothing outside of this package knows that.
 */
@NullMarked
package io.github.camelhf.inference.examples.catalogue.shelf;

import org.jspecify.annotations.NullMarked;
