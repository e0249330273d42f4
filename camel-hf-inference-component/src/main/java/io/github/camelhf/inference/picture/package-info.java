/**
 * Looks into pictures and, where options ask for it, prepares them for a model: what the file's structure says about size and
 * completeness, which way is up, and a smaller JPEG instead of a large original. Nothing here knows Camel or HTTP; all of it
 * runs on the calling thread.
 */
@NullMarked
package io.github.camelhf.inference.picture;

import org.jspecify.annotations.NullMarked;
