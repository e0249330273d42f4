/** What the client of calls and the client of downloads have in common. */
@NullMarked
package io.github.camelhf.inference.client;

import org.jspecify.annotations.NullMarked;
