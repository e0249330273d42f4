package io.github.camelhf.inference;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.support.EndpointHelper;
import org.apache.camel.util.PropertiesHelper;

/** The options of which there may be many, each under a name of its own behind a prefix. */
final class PrefixedOptions {

    private PrefixedOptions() {}

    /** Takes them out of those of a URI; where the component has the same name the URI wins. */
    static void take(CamelContext context, Map<String, Object> ofUri, HfInferenceConfiguration options) {
        options.getParameters().putAll(taken(context, ofUri, "parameters."));
        Map<String, Object> headers = taken(context, ofUri, "header.");
        // Those of the component in another spelling would be sent beside them.
        options.getHeader().keySet().removeIf(name -> headers.keySet().stream().anyMatch(name::equalsIgnoreCase));
        options.getHeader().putAll(headers);
    }

    private static Map<String, Object> taken(CamelContext context, Map<String, Object> ofUri, String prefix) {
        Map<String, Object> taken = new LinkedHashMap<>();
        PropertiesHelper.extractProperties(ofUri, prefix)
                .forEach((name, value) -> taken.put(name, resolved(context, value)));
        return taken;
    }

    private static Object resolved(CamelContext context, Object value) {
        boolean bean = value instanceof String text && text.startsWith("#bean:");
        return bean ? EndpointHelper.resolveReferenceParameter(context, (String) value, Object.class) : value;
    }
}
