/**
 * Which proxy a connection goes through, and what the proxy is shown. Knows HTTP addresses and HttpClient, not Camel.
 */
@NullMarked
package io.github.camelhf.inference.proxy;

import org.jspecify.annotations.NullMarked;
