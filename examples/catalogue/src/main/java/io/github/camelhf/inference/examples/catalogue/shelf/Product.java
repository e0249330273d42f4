package io.github.camelhf.inference.examples.catalogue.shelf;

/**
 * A picture of the source.
 *
 * @param file its name there, with / between folders
 * @param hash SHA-256 of its content, in hex
 * @param size in bytes
 * @param modified milliseconds since 1970
 */
public record Product(String file, String hash, long size, long modified) {

    boolean isAsBefore(long otherSize, long otherModified) {
        return size == otherSize && modified == otherModified;
    }
}
