package io.github.camelhf.inference.karaf;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A folder with the layout of Maven's, as a deployment would fill it. */
record Repository(Path folder) {

    void put(String group, String artifact, String version, Path jar) throws IOException {
        Path target = folder(group, artifact, version);
        Files.copy(jar, target.resolve(artifact + "-" + version + ".jar"));
    }

    void putFeatures(String artifact, String version, Path features) throws IOException {
        Path target = folder("io.github.camelhf", artifact, version);
        Files.copy(features, target.resolve(artifact + "-" + version + "-features.xml"));
    }

    private Path folder(String group, String artifact, String version) throws IOException {
        return Files.createDirectories(
                folder.resolve(group.replace('.', '/')).resolve(artifact).resolve(version));
    }

    /** A jar of this test's class path, which is that of the component. */
    static Path onClassPath(String artifact, String version) {
        return jarsOfClassPath()
                .filter(jar -> jar.getFileName().toString().equals(artifact + "-" + version + ".jar"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        artifact + " " + version + " is not what the component brings; see src/main/features"));
    }

    static Stream<Path> jarsOfClassPath() {
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(System.getProperty("java.class.path"))
                .filter(entry -> entry.endsWith(".jar"))
                .map(Path::of);
    }
}
