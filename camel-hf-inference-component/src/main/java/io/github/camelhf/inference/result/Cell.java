package io.github.camelhf.inference.result;

import java.util.Objects;

/**
 * A cell of the table that was asked about.
 *
 * @param row    its row, from 0; the head of the table is none
 * @param column its column, from 0
 * @param text   what it holds, as it was sent
 */
public record Cell(int row, int column, String text) implements InferenceResult {

    public Cell {
        Objects.requireNonNull(text, "text");
        if (row < 0 || column < 0) {
            throw new IllegalArgumentException("a table has no cell in row " + row + ", column " + column);
        }
    }
}
