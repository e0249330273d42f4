/**
 * The fault suite: what can go wrong between a route and a server, done to the component over real sockets. Each case claims the
 * exception, the attempts on the wire, a time bound, one callback and no leak; docs/reliability.md is made from the cases.
 */
@NullMarked
package io.github.camelhf.inference.fault;

import org.jspecify.annotations.NullMarked;
