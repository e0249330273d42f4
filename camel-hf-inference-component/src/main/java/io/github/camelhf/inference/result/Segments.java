package io.github.camelhf.inference.result;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.AbstractList;
import java.util.List;

/** The areas of one picture, in the server's order: not all have a score. Empty where none was found. */
public final class Segments extends AbstractList<Segment> implements InferenceResult {

    private final List<Segment> segments;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Segments(List<Segment> segments) {
        this.segments = List.copyOf(segments);
    }

    /** Those with this label. */
    public Segments labelled(String label) {
        return new Segments(
                segments.stream().filter(found -> found.label().equals(label)).toList());
    }

    @Override
    public Segment get(int index) {
        return segments.get(index);
    }

    @Override
    public int size() {
        return segments.size();
    }
}
