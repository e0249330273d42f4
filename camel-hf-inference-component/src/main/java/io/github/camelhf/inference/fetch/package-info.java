/**
 * Downloads a picture from an address that a message names, without letting that address reach what only this machine can
 * reach: every address is looked up once, checked and then connected to as checked, at every hop of a redirect. Knows HTTP,
 * neither tasks nor Camel; the inference server's token is not known here at all.
 */
@NullMarked
package io.github.camelhf.inference.fetch;

import org.jspecify.annotations.NullMarked;
