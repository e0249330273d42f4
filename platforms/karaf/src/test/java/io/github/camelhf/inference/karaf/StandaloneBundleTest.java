package io.github.camelhf.inference.karaf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the bundle that holds Camel asks a container for: the bundle is built by hand-written patterns, and what they miss is found when it is called. */
class StandaloneBundleTest {

    private static final Pattern OF_THE_JVM = Pattern.compile("-> ((?!java\\.)\\S+)\\s+(?:java|jdk)\\.");
    /** Constants that the compiler has copied; an annotation; what Karaf gives to every bundle. */
    private static final Set<String> NOT_LOADED = Set.of("javax.xml", "jdk.jfr", "sun.misc");

    @TempDir
    Path classes;

    @Test
    void itImportsEveryPackageOfTheJvmThatItsJarsUse() throws Exception {
        Path bundle = Path.of("target/camel-hf-inference-karaf-" + System.getProperty("project.version") + ".jar");
        String imports;
        try (JarFile file = new JarFile(bundle.toFile())) {
            imports = file.getManifest().getMainAttributes().getValue("Import-Package");
            for (JarEntry jar : file.stream()
                    .filter(entry -> entry.getName().endsWith(".jar"))
                    .toList()) {
                unpack(file.getInputStream(jar));
            }
        }

        assertThat(List.of(imports.replaceAll(";[^,]*(,\\d+\\))?\"?", "").split(",")))
                .containsAll(packagesOfTheJvm());
    }

    private void unpack(InputStream jar) throws Exception {
        try (ZipInputStream content = new ZipInputStream(jar)) {
            for (ZipEntry entry = content.getNextEntry(); entry != null; entry = content.getNextEntry()) {
                String name = entry.getName();
                if (name.endsWith(".class") && !name.startsWith("META-INF/") && !name.equals("module-info.class")) {
                    Path file = classes.resolve(name);
                    Files.createDirectories(file.getParent());
                    Files.write(file, content.readAllBytes());
                }
            }
        }
    }

    private Set<String> packagesOfTheJvm() {
        StringWriter found = new StringWriter();
        PrintWriter output = new PrintWriter(found);
        ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(output, output, "--ignore-missing-deps", "-verbose:package", classes.toString());
        Set<String> packages = new TreeSet<>();
        for (Matcher matcher = OF_THE_JVM.matcher(found.toString()); matcher.find(); ) {
            packages.add(matcher.group(1));
        }
        packages.removeAll(NOT_LOADED);
        assertThat(packages).as(found.toString()).contains("javax.net.ssl", "javax.imageio");
        return packages;
    }
}
