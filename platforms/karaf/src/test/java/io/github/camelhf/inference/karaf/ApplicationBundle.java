package io.github.camelhf.inference.karaf;

import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.osgi.framework.BundleActivator;

/** The bundle that a user writes: an activator, and the names of the packages that it uses. */
final class ApplicationBundle {

    private ApplicationBundle() {}

    static Path write(String name, Class<? extends BundleActivator> activator, Path jar) throws Exception {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", name);
        attributes.putValue("Bundle-Name", "Application: " + name);
        attributes.putValue("Bundle-Version", "1.0.0");
        attributes.putValue("Bundle-Activator", activator.getName());
        attributes.putValue(
                "Import-Package",
                "org.osgi.framework,org.apache.camel,org.apache.camel.builder,org.apache.camel.impl,org.apache.camel.impl.engine,"
                        + "org.apache.camel.model,org.apache.camel.spi,org.apache.camel.support,org.apache.camel.support.service,io.github.camelhf.inference");
        String folder = "io/github/camelhf/inference/karaf/";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream bundle = new JarOutputStream(file, manifest);
                DirectoryStream<Path> classes = Files.newDirectoryStream(
                        Path.of("target/test-classes", folder), activator.getSimpleName() + "*.class")) {
            for (Path type : classes) {
                bundle.putNextEntry(new JarEntry(folder + type.getFileName()));
                Files.copy(type, bundle);
                bundle.closeEntry();
            }
        }
        return jar;
    }
}
