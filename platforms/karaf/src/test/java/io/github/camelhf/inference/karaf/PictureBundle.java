package io.github.camelhf.inference.karaf;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** The bundle that a user writes: an activator, and the names of the packages that it uses. */
final class PictureBundle {

    private PictureBundle() {}

    static Path write(Path jar) throws Exception {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", "pictures");
        attributes.putValue("Bundle-Name", "Pictures");
        attributes.putValue("Bundle-Version", "1.0.0");
        attributes.putValue("Bundle-Activator", PictureActivator.class.getName());
        attributes.putValue(
                "Import-Package",
                "org.osgi.framework,org.apache.camel,org.apache.camel.builder,org.apache.camel.impl,org.apache.camel.impl.engine,"
                        + "org.apache.camel.model,org.apache.camel.spi,org.apache.camel.support.service,io.github.camelhf.inference");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream bundle = new JarOutputStream(file, manifest)) {
            for (String name : List.of("PictureActivator.class", "PictureActivator$1.class")) {
                bundle.putNextEntry(new JarEntry("io/github/camelhf/inference/karaf/" + name));
                try (InputStream content =
                        Objects.requireNonNull(PictureBundle.class.getResourceAsStream(name), name)) {
                    content.transferTo(bundle);
                }
                bundle.closeEntry();
            }
        }
        return jar;
    }
}
