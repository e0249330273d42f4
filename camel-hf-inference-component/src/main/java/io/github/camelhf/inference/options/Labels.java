package io.github.camelhf.inference.options;

import io.github.camelhf.inference.input.EditedText;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;

/** Reads labels in the forms in which options and headers give them. */
public final class Labels {

    private static final Pattern RESOURCE = Pattern.compile("resource:(.+)|((?:file|classpath):.+)");

    private Labels() {}

    /**
     * The labels in a comma list, a resource with one label per line, a collection or an array; empty for null.
     *
     * @throws IllegalArgumentException when a label is there twice or the source is none of these
     */
    public static List<String> read(CamelContext context, @Nullable Object source) {
        List<String> labels = split(context, source)
                .map(String::trim)
                .filter(label -> !label.isEmpty())
                .toList();
        Set<String> seen = new HashSet<>();
        for (String label : labels) {
            if (!seen.add(label)) {
                throw new IllegalArgumentException("the label \"" + label + "\" is given twice; labels must differ");
            }
        }
        return labels;
    }

    private static Stream<String> split(CamelContext context, @Nullable Object source) {
        if (source == null) {
            return Stream.empty();
        }
        if (source instanceof CharSequence text) {
            return ofText(context, text.toString().trim());
        }
        if (source instanceof Collection<?> collection) {
            return collection.stream().map(Labels::text);
        }
        if (source instanceof Object[] array) {
            return Arrays.stream(array).map(Labels::text);
        }
        throw new IllegalArgumentException("labels must be a comma list, a collection or an array, got "
                + source.getClass().getName());
    }

    private static String text(@Nullable Object label) {
        if (label == null) {
            throw new IllegalArgumentException("a label is null, expected texts");
        }
        return label.toString();
    }

    private static Stream<String> ofText(CamelContext context, String text) {
        Matcher resource = RESOURCE.matcher(text);
        if (!resource.matches()) {
            return Arrays.stream(text.split(","));
        }
        return lines(context, resource.group(1) == null ? resource.group(2) : resource.group(1));
    }

    /** Whether the text names a resource instead of labels. */
    public static boolean isResource(String text) {
        return RESOURCE.matcher(text.trim()).matches();
    }

    private static Stream<String> lines(CamelContext context, String resource) {
        try (InputStream stream = ResourceHelper.resolveMandatoryResourceAsInputStream(context, resource)) {
            return EditedText.of(stream.readAllBytes()).lines();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "option labels: the resource " + resource + " cannot be read: " + e.getMessage(), e);
        }
    }
}
