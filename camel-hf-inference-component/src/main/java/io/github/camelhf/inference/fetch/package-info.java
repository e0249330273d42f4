/**
 * Downloads a picture from an address that a message names, without letting that address reach what only this machine can
 * reach: every address is looked up once, checked and then connected to as checked, at every hop of a redirect. The inference
 * server's token is not known here at all.
 *
 * <p>In: an address and the rules of the options.<br>
 * Out: the picture's bytes, the caller's to close, or an exception.<br>
 * Called by: the root, {@code options}, {@code message}.
 */
@NullMarked
package io.github.camelhf.inference.fetch;

import org.jspecify.annotations.NullMarked;
