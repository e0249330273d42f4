package io.github.camelhf.inference.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Lists of objects, one list for each picture: of a single picture they come with an outer list or without. */
final class PerImage {

    private PerImage() {}

    /**
     * One list for each of {@code count} pictures; it may be empty.
     *
     * @param what what is in each, in the plural, for messages
     */
    static List<List<?>> split(Object answer, int count, String what) {
        if (!(answer instanceof List<?> list)) {
            throw new UnexpectedAnswerException("expected a list of " + what + ", got " + Shape.of(answer));
        }
        boolean flat = count == 1 && (list.isEmpty() || list.get(0) instanceof Map);
        List<?> outer = flat ? List.of(list) : list;
        if (outer.size() != count) {
            throw new UnexpectedAnswerException(
                    "expected a list of " + what + " for each of " + count + " images, got " + Shape.of(answer));
        }
        List<List<?>> lists = new ArrayList<>(count);
        for (Object inner : outer) {
            if (!(inner instanceof List<?> items)) {
                throw new UnexpectedAnswerException(
                        "expected a list of " + what + " for each image, got " + Shape.of(inner));
            }
            lists.add(items);
        }
        return lists;
    }
}
