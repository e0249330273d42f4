/**
 * Looks into pictures and, where options ask for it, prepares them for a model: what the file's structure says about size and
 * completeness, which way is up, and a smaller JPEG instead of a large original. Makes changed pictures of them, too. All of it runs
 * on the calling thread.
 *
 * <p>In: a picture as it came and the settings.<br>
 * Out: the same picture checked, or a prepared or changed one.<br>
 * Called by: {@code options}, {@code message}, {@code task}; the watched folder draws its report with it.
 */
@NullMarked
package io.github.camelhf.inference.picture;

import org.jspecify.annotations.NullMarked;
