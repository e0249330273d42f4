package io.github.camelhf.inference.springboot;

import io.github.camelhf.inference.HfInferenceComponent;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.support.PropertyBindingSupport;
import org.apache.camel.util.StringHelper;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * The options that an application has written, and no others: each default stays the component's own, and an option that nobody set sends
 * nothing. They are set as Camel sets them elsewhere, so all that a URI or {@code camel-main} takes works: placeholders, {@code #bean:name},
 * durations in words.
 */
final class WrittenProperties {

    static final String PREFIX = "camel.component.hf-inference";

    /** The prefix as the environment has it when somebody writes an underscore for each dash, as camel-main and Spring's own options allow. */
    private static final String IN_ENVIRONMENT = PREFIX.replace('-', '.');

    private static final Bindable<Map<String, String>> AS_WRITTEN = Bindable.mapOf(String.class, String.class);

    private final Environment environment;
    private final CamelContext camel;

    WrittenProperties(Environment environment, CamelContext camel) {
        this.environment = environment;
        this.camel = camel;
    }

    /** @throws IllegalArgumentException naming what is no option */
    void setOn(HfInferenceComponent component) {
        Map<String, Object> options = new TreeMap<>();
        written().forEach((name, value) -> {
            if (!isSprings(name)) {
                options.put(optionName(name), value);
            }
        });
        PropertyBindingSupport.build()
                .withConfigurer(component.getComponentPropertyConfigurer())
                .withIgnoreCase(true)
                .withRemoveParameters(true)
                .bind(camel, component, options);
        if (!options.isEmpty()) {
            throw new IllegalArgumentException("the component hf-inference has no option for " + PREFIX + "."
                    + String.join(", " + PREFIX + ".", options.keySet())
                    + "; its options are listed in docs/options.md and by editors that read Spring's metadata, and"
                    + " several values of one stand in one line with commas");
        }
    }

    /** Whichever way a name is spelled, Spring's binder gives the value that comes first among all spellings that it knows. */
    private Map<String, String> written() {
        Binder binder = Binder.get(environment);
        Map<String, String> written =
                new HashMap<>(binder.bind(PREFIX, AS_WRITTEN).orElse(Map.of()));
        binder.bind(IN_ENVIRONMENT, AS_WRITTEN).orElse(Map.of()).forEach((dotted, value) -> {
            String name = dotted.replace('.', '-');
            written.put(name, binder.bind(PREFIX + "." + name, String.class).orElse(value));
        });
        return written;
    }

    /** Whether the component is made and customised at all. */
    private static boolean isSprings(String name) {
        return name.equalsIgnoreCase("enabled") || name.equalsIgnoreCase("customizer.enabled");
    }

    /** Of {@code parameters.x} only the first part is a name of ours. */
    private static String optionName(String written) {
        int end = written.indexOf('.');
        String first = end < 0 ? written : written.substring(0, end);
        return StringHelper.dashToCamelCase(first.replace('_', '-')) + (end < 0 ? "" : written.substring(end));
    }
}
