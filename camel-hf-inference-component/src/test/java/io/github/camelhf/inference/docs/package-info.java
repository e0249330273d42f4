/**
 * Keeps the documentation true: every code block of a page is a region of a file that a test runs, the option tables come from the
 * catalog, and links lead somewhere. {@code -Ddocs.update=true} rewrites the pages instead of failing.
 */
@NullMarked
package io.github.camelhf.inference.docs;

import org.jspecify.annotations.NullMarked;
