package io.github.camelhf.inference.result;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

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

    /**
     * The text with something else in the place of each entity. Entities that overlap are one stretch, and what the longest of them
     * becomes stands for it.
     *
     * @param text  in which they were found
     * @param other what becomes of an entity, empty to cut it out
     * @throws IllegalArgumentException when an entity does not stand in this text where it was found
     */
    public String replacedIn(String text, Function<Entity, String> other) {
        StringBuilder replaced = new StringBuilder(text.length());
        int done = 0;
        for (int first = 0; first < sorted.size(); ) {
            Entity longest = found(text, sorted.get(first));
            int start = longest.start();
            int end = longest.end();
            int next = first + 1;
            for (; next < sorted.size() && sorted.get(next).start() < end; next++) {
                Entity entity = found(text, sorted.get(next));
                end = Math.max(end, entity.end());
                longest = entity.text().length() > longest.text().length() ? entity : longest;
            }
            replaced.append(text, done, start).append(other.apply(longest));
            done = end;
            first = next;
        }
        return replaced.append(text, done, text.length()).toString();
    }

    /** The text with the label of each entity in its place, in square brackets: {@code [PER] lives in [LOC]}. */
    public String labelledIn(String text) {
        return replacedIn(text, entity -> "[" + entity.label() + "]");
    }

    private static Entity found(String text, Entity entity) {
        if (!text.startsWith(entity.text(), entity.start())) {
            throw new IllegalArgumentException("expected the text in which the entities were found; one of label "
                    + entity.label() + " does not stand at " + entity.start() + " to " + entity.end()
                    + " of this text of " + text.length() + " characters");
        }
        return entity;
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
