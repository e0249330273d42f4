/**
 * A real HTTP server that speaks both inference dialects, records what it was asked and misbehaves on request. Tests start
 * it with {@link io.github.camelhf.inference.emulator.HfInferenceEmulator} or
 * {@link io.github.camelhf.inference.emulator.InferenceEmulator}, people with
 * {@link io.github.camelhf.inference.emulator.EmulatorCommand}.
 */
@NullMarked
package io.github.camelhf.inference.emulator;

import org.jspecify.annotations.NullMarked;
