package io.github.camelhf.inference.result;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** What was found in one text, in the order of the text. Empty where nothing was found; entities may overlap. */
public final class Entities extends AbstractList<Entity> implements InferenceResult {

    private static final Comparator<Entity> AS_IN_THE_TEXT =
            Comparator.comparingInt(Entity::start).thenComparingInt(Entity::end);

    private final List<Entity> sorted;

    /** Sorts; entities of the same place keep the server's order. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Entities(List<Entity> entities) {
        Entity[] inOrder = entities.toArray(Entity[]::new);
        Arrays.sort(inOrder, AS_IN_THE_TEXT);
        this.sorted = List.of(inOrder);
    }

    @Override
    public Entity get(int index) {
        return sorted.get(index);
    }

    @Override
    public int size() {
        return sorted.size();
    }
}
