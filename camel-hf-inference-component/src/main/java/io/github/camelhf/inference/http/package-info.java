/**
 * What every HTTP client here has in common: the life of a call from its start to its one end, and threads of their own for work
 * that may block. Knows neither what is sent nor what comes back.
 */
@NullMarked
package io.github.camelhf.inference.http;

import org.jspecify.annotations.NullMarked;
