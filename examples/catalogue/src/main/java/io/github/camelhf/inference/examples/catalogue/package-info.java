/**
 * A catalogue that finds products by picture and by words. The routes do the work: {@link
 * io.github.camelhf.inference.examples.catalogue.IndexRoute} brings pictures onto the shelf, {@link
 * io.github.camelhf.inference.examples.catalogue.SearchRoute} finds them, {@link
 * io.github.camelhf.inference.examples.catalogue.ShelfRoute} shows what is computed from all of them. {@link
 * io.github.camelhf.inference.examples.catalogue.Catalogue} starts them.
 */
@NullMarked
package io.github.camelhf.inference.examples.catalogue;

import org.jspecify.annotations.NullMarked;
