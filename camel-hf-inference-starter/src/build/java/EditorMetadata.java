import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.InputStream;
import java.util.Map;
import org.apache.camel.util.StringHelper;

/** Writes what editors show of camel.component.hf-inference.* in an application's properties, from the component's catalog entry. */
final class EditorMetadata {

    private static final String CATALOG = "/META-INF/io/github/camelhf/inference/hf-inference.json";
    private static final String PREFIX = "camel.component.hf-inference";
    private static final String SOURCE = "io.github.camelhf.inference.springboot.HfInferenceAutoConfiguration";
    private static final Map<String, String> BOXED =
            Map.of("int", "java.lang.Integer", "long", "java.lang.Long", "boolean", "java.lang.Boolean", "double", "java.lang.Double");
    private static final ObjectMapper JSON = new ObjectMapper();

    public static void main(String[] arguments) throws Exception {
        ObjectNode metadata = JSON.createObjectNode();
        metadata.putArray("groups").addObject().put("name", PREFIX).put("type", SOURCE).put("sourceType", SOURCE);
        ArrayNode properties = metadata.putArray("properties");
        ArrayNode hints = metadata.putArray("hints");
        property(properties, "enabled", "java.lang.Boolean", "Whether the component is configured from these properties.").put("defaultValue", true);
        property(properties, "customizer.enabled", "java.lang.Boolean", "Whether these properties are set on the component.").put("defaultValue", true);
        try (InputStream catalog = EditorMetadata.class.getResourceAsStream(CATALOG)) {
            for (Map.Entry<String, JsonNode> option : JSON.readTree(catalog).get("componentProperties").properties()) {
                option(properties, hints, StringHelper.camelCaseToDash(option.getKey()), option.getValue());
            }
        }
        File file = new File(arguments[0]);
        file.getParentFile().mkdirs();
        JSON.writerWithDefaultPrettyPrinter().writeValue(file, metadata);
    }

    private static void option(ArrayNode properties, ArrayNode hints, String name, JsonNode option) {
        String type = option.get("javaType").asText();
        ObjectNode property = property(properties, name, BOXED.getOrDefault(type, type), option.get("description").asText());
        if (option.has("defaultValue")) {
            property.set("defaultValue", option.get("defaultValue"));
        }
        if (option.has("enum")) {
            ArrayNode values = hints.addObject().put("name", PREFIX + "." + name).putArray("values");
            option.get("enum").forEach(value -> values.addObject().set("value", value));
        }
    }

    private static ObjectNode property(ArrayNode properties, String name, String type, String description) {
        return properties.addObject().put("name", PREFIX + "." + name).put("type", type).put("description", description).put("sourceType", SOURCE);
    }
}
