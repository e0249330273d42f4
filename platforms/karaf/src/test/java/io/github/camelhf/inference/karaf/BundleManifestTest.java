package io.github.camelhf.inference.karaf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.HfInferenceComponent;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the component's own bundle asks a container for. */
class BundleManifestTest {

    private static final Pattern BETWEEN_CLAUSES = Pattern.compile(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)");

    private static Attributes manifest() throws Exception {
        Path jar = Path.of(HfInferenceComponent.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getManifest().getMainAttributes();
        }
    }

    private static List<String> clauses(String header) throws Exception {
        return List.of(BETWEEN_CLAUSES.split(manifest().getValue(header)));
    }

    @Test
    void whatItMustHaveIsInTheJarsThatItDependsOn() throws Exception {
        List<String> mandatory = clauses("Import-Package").stream()
                .filter(clause -> !clause.contains("resolution:=optional"))
                .map(clause -> clause.replaceAll(";.*", ""))
                .filter(name -> !name.startsWith("javax."))
                .toList();

        assertThat(mandatory)
                .contains("org.apache.camel.support", "org.apache.hc.client5.http.impl.async", "org.apache.tika.mime")
                .allMatch(name ->
                        HfInferenceComponent.class.getClassLoader().getResource(name.replace('.', '/')) != null);
    }

    @Test
    void whatNotEveryApplicationHasIsOptional() throws Exception {
        assertThat(clauses("Import-Package"))
                .filteredOn(clause -> clause.contains("resolution:=optional"))
                .extracting(clause -> clause.replaceAll(";.*", ""))
                .contains(
                        "org.apache.camel.builder.endpoint",
                        "org.apache.camel.component.file",
                        "org.apache.camel.component.file.remote",
                        "org.apache.camel.support.console",
                        "org.jspecify.annotations")
                .doesNotContain("org.apache.camel", "org.apache.camel.support");
    }

    @Test
    void camelIsAskedForFrom414To5() throws Exception {
        assertThat(clauses("Import-Package"))
                .filteredOn(clause -> clause.startsWith("org.apache.camel;"))
                .singleElement()
                .asString()
                .contains("[4.14,5)");
    }
}
