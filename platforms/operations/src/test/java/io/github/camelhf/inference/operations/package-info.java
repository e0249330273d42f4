/** What operators put beside the component: what measures it, and what starts and ends it. */
@NullMarked
package io.github.camelhf.inference.operations;

import org.jspecify.annotations.NullMarked;
