/**
 * Decides which proxy a connection goes through, and what the proxy is shown.
 *
 * <p>In: options, or what the machine is set to.<br>
 * Out: a proxy for an address, or none.<br>
 * Called by: the root, {@code options}, {@code fetch}, {@code transport}; the watched folder asks for the proxies of its machine.
 */
@NullMarked
package io.github.camelhf.inference.proxy;

import org.jspecify.annotations.NullMarked;
