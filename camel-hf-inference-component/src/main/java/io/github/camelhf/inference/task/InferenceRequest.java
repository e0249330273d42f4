package io.github.camelhf.inference.task;

import io.github.camelhf.inference.input.Image;
import io.github.camelhf.inference.input.Sound;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is asked, complete: nothing later looks back at the message or the options.
 *
 * @param task       decided, also when the mode was {@code auto}
 * @param dialect    decided, also when the api was {@code auto}
 * @param model      a Hub id, null when only the endpoint knows which model it serves
 * @param images     empty where only texts are asked about
 * @param texts      empty where only pictures are asked about
 * @param labels     where the task wants them: at least one, all different
 * @param question   where the task takes one; what is to be made of a picture
 * @param topK       how many labels are wanted, null for as many as the server gives
 * @param parameters what else the server is told, by the name it knows; strings, numbers, booleans, lists and maps of these
 * @param table      where the task takes one
 * @param chat       where the task takes a conversation, whose texts and pictures are in it and not in {@code texts} and {@code images}
 * @param list       whether the message held a list: then the result is one, too, also for a single item
 * @param sound      where the task takes one
 */
public record InferenceRequest(
        Task task,
        Dialect dialect,
        @Nullable String model,
        List<Image> images,
        List<String> texts,
        List<String> labels,
        @Nullable String question,
        @Nullable Integer topK,
        Map<String, Object> parameters,
        @Nullable Table table,
        @Nullable Conversation chat,
        boolean list,
        @Nullable Sound sound) {

    public InferenceRequest {
        images = List.copyOf(images);
        texts = List.copyOf(texts);
        labels = List.copyOf(labels);
        // Not Map.copyOf: the order in which parameters are written should be the order in which they were given.
        parameters = parameters.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** The parameters, with {@code topK} where it was asked for, under the name that all pipelines give it. */
    Map<String, Object> parametersWithTopK() {
        if (topK == null) {
            return parameters;
        }
        Map<String, Object> all = new LinkedHashMap<>(parameters);
        all.put("top_k", topK);
        return all;
    }

    /** The same question about other inputs, as a list. */
    public InferenceRequest withInputs(List<Image> otherImages, List<String> otherTexts) {
        return new InferenceRequest(
                task,
                dialect,
                model,
                otherImages,
                otherTexts,
                labels,
                question,
                topK,
                parameters,
                table,
                chat,
                true,
                sound);
    }

    /** How many results are expected: one for each image or text, or one in all. */
    public int resultCount() {
        return task.takes().oneResult() ? 1 : itemCount();
    }

    /** How many images and, where no image is asked about, texts the call carries; a table, a recording or a conversation is one. */
    public int itemCount() {
        boolean one = table != null || sound != null || chat != null;
        return one ? 1 : images.isEmpty() ? texts.size() : images.size();
    }
}
