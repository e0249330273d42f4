package io.github.camelhf.inference.karaf;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/** Camel and HttpClient as one bundle, which exports their packages: what the bundles of camel-karaf do together. */
final class CamelBundle {

    private static final String VERSIONED = "(camel|httpclient5|httpcore5|jakarta\\.servlet|jakarta\\.xml).*";

    private CamelBundle() {}

    static Path write(Path file) throws Exception {
        List<Path> jars = Repository.jarsOfClassPath()
                .filter(jar -> jar.getFileName().toString().matches(VERSIONED))
                .filter(jar -> !jar.getFileName().toString().contains("hf-inference"))
                .toList();
        Map<String, String> exports = new TreeMap<>();
        for (Path jar : jars) {
            String version = jar.getFileName().toString().replaceAll(".*-([0-9.]+)\\.jar", "$1");
            try (JarFile content = new JarFile(jar.toFile())) {
                content.stream()
                        .map(JarEntry::getName)
                        .filter(name -> name.matches("org/apache/(camel|hc)/.*\\.class"))
                        .map(name -> name.substring(0, name.lastIndexOf('/')).replace('/', '.'))
                        .forEach(name -> exports.put(name, version));
            }
        }
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", "camel");
        attributes.putValue("Bundle-Version", "1.0.0");
        attributes.putValue(
                "Bundle-ClassPath",
                jars.stream().map(jar -> jar.getFileName().toString()).collect(Collectors.joining(",")));
        attributes.putValue(
                "Export-Package",
                exports.entrySet().stream()
                        .map(entry -> entry.getKey() + ";version=\"" + entry.getValue() + "\"")
                        .collect(Collectors.joining(",")));
        attributes.putValue("Import-Package", "jakarta.activation");
        attributes.putValue("DynamicImport-Package", "*");
        try (OutputStream output = Files.newOutputStream(file);
                JarOutputStream bundle = new JarOutputStream(output, manifest)) {
            for (Path jar : jars) {
                bundle.putNextEntry(new JarEntry(jar.getFileName().toString()));
                Files.copy(jar, bundle);
                bundle.closeEntry();
            }
        }
        return file;
    }
}
