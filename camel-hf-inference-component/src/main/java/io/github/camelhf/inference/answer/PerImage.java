package io.github.camelhf.inference.answer;

import io.github.camelhf.inference.input.Image;
import io.github.camelhf.inference.input.PictureView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists of objects, one list for each picture: of a single picture they come with an outer list or without. */
public final class PerImage {

    private PerImage() {}

    /**
     * What was found in each of the pictures; it may be nothing.
     *
     * @param what   what is in each, in the plural, for messages
     * @param reader of one object, with the view of its picture, null of one that was sent as an address
     */
    public static <T> List<List<T>> read(Object answer, List<Image> images, String what, Reader<T> reader) {
        List<List<?>> perImage = split(answer, images.size(), what);
        List<List<T>> results = new ArrayList<>(images.size());
        for (int i = 0; i < images.size(); i++) {
            PictureView view = images.get(i) instanceof Image.Picture picture ? picture.view() : null;
            List<T> found = new ArrayList<>();
            for (Object entry : perImage.get(i)) {
                found.add(reader.read(entry, view));
            }
            results.add(found);
        }
        return results;
    }

    /** Reads one object of a list. */
    public interface Reader<T> {
        T read(Object entry, @Nullable PictureView view);
    }

    private static List<List<?>> split(Object answer, int count, String what) {
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
