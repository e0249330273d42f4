import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.TreeSet;

/** Lays the component's catalog entry where Camel's catalog keeps its own, and adds its name to the list of names there. */
final class CatalogFiles {

    private static final String FOLDER = "org/apache/camel/catalog/";
    private static final String NAMES = FOLDER + "components.properties";

    public static void main(String[] arguments) throws IOException {
        Path classes = Path.of(arguments[0]);
        Path entry = classes.resolve(FOLDER + "components/hf-inference.json");
        Files.createDirectories(entry.getParent());
        Files.writeString(entry, resource("META-INF/io/github/camelhf/inference/hf-inference.json"));
        TreeSet<String> names = new TreeSet<>(resource(NAMES).lines().toList());
        names.add("hf-inference");
        Files.writeString(classes.resolve(NAMES), String.join("\n", names) + "\n");
    }

    private static String resource(String name) throws IOException {
        try (InputStream stream = Objects.requireNonNull(ClassLoader.getSystemResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
