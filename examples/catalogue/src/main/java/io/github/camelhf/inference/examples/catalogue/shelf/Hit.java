package io.github.camelhf.inference.examples.catalogue.shelf;

/**
 * A file that was found.
 *
 * @param file its name
 * @param score the cosine to what was asked for, -1 to 1
 */
public record Hit(String file, double score) {}
