package io.github.camelhf.inference.springboot;

import io.github.camelhf.inference.HfInferenceComponent;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertyConfigurer;
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
        Binder.get(environment)
                .bind(PREFIX, AS_WRITTEN)
                .ifBound(written -> written.forEach((name, value) -> {
                    if (!isSprings(name)) {
                        options.put(optionName(name), value);
                    }
                }));
        PropertyConfigurer configurer = component.getComponentPropertyConfigurer();
        PropertyBindingSupport.build()
                .withConfigurer(configurer)
                .withIgnoreCase(true)
                .withRemoveParameters(true)
                .bind(camel, component, options);
        if (!options.isEmpty()) {
            throw new IllegalArgumentException("the component hf-inference has no option for " + PREFIX + "."
                    + String.join(", " + PREFIX + ".", options.keySet())
                    + "; its options are listed in docs/options.md and by editors that read Spring's metadata");
        }
    }

    /** Whether the component is made and customised at all. */
    private static boolean isSprings(String name) {
        return name.equals("enabled") || name.equals("customizer.enabled");
    }

    /** Of {@code parameters.x} only the first part is a name of ours. */
    private static String optionName(String written) {
        int end = written.indexOf('.');
        String first = end < 0 ? written : written.substring(0, end);
        return StringHelper.dashToCamelCase(first) + (end < 0 ? "" : written.substring(end));
    }
}
