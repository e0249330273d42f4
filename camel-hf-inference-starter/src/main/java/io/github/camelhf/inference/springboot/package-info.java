/** Spring Boot: options of the component from the application's properties. */
@NullMarked
package io.github.camelhf.inference.springboot;

import org.jspecify.annotations.NullMarked;
