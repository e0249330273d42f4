package io.github.camelhf.inference.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.release.Sources.Module;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@code mvn -Prelease} makes of all that is published. It runs in a copy of the sources, whose jars have to be those that this
 * build has made.
 */
class ReleaseTest {

    private static final Sources HERE = Sources.ofThisBuild();
    private static final String VERSION = Sources.read(HERE.root().resolve("pom.xml"), "/project/version");

    @TempDir
    static Path elsewhere;

    @BeforeAll
    static void buildElsewhere() throws Exception {
        HERE.copyTo(elsewhere);
        Path log = elsewhere.resolve("build.log");
        String wanted =
                published(HERE).stream().map(module -> ":" + module.artifact()).collect(Collectors.joining(","));
        ProcessBuilder maven = new ProcessBuilder(
                        Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
                        "-B",
                        "-ntp",
                        "-Prelease",
                        "-DskipTests",
                        "-Dspotless.check.skip",
                        "-Dmaven.install.skip",
                        "-DaltDeploymentRepository=local::" + repository().toUri(),
                        "deploy",
                        "-am",
                        "-pl",
                        ":camel-hf-inference-bom," + wanted)
                .directory(elsewhere.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        maven.environment().put("MAVEN_OPTS", "-Xmx512m -XX:TieredStopAtLevel=1");
        Process build = maven.start();
        try {
            assertThat(build.waitFor(15, TimeUnit.MINUTES)).as("ends in time").isTrue();
        } finally {
            build.destroyForcibly();
        }
        assertThat(build.exitValue()).as(Files.readString(log)).isZero();
    }

    private static Path repository() {
        return elsewhere.resolve("repository");
    }

    private static List<Module> published(Sources sources) throws IOException {
        return sources.modules().stream().filter(Module::published).toList();
    }

    static List<Module> published() throws IOException {
        return published(new Sources(elsewhere));
    }

    @ParameterizedTest
    @MethodSource("published")
    void hasAllThatARepositoryAsksFor(Module module) throws IOException {
        String name = module.artifact() + "-" + VERSION;

        assertThat(module.target("bom.json")).exists();
        for (String jar : List.of(name + ".jar", name + "-sources.jar", name + "-javadoc.jar")) {
            try (JarFile file = new JarFile(module.target(jar).toFile())) {
                assertThat(file.stream().map(ZipEntry::getName))
                        .as(jar)
                        .contains("META-INF/LICENSE", "META-INF/NOTICE");
            }
        }
        try (JarFile file = new JarFile(module.target(name + ".jar").toFile())) {
            assertThat(file.getManifest().getMainAttributes().getValue("Automatic-Module-Name"))
                    .as("the name of its module")
                    .matches("io\\.github\\.camelhf(\\.[a-z]+)+");
        }
    }

    @ParameterizedTest
    @MethodSource("published")
    void isTheSameFileWhereverItIsBuilt(Module module) throws IOException {
        Path jar = module.target(module.artifact() + "-" + VERSION + ".jar");
        Path ours = HERE.root().resolve(elsewhere.relativize(jar).toString());

        assertThat(ours).exists();
        assertThat(Files.mismatch(jar, ours)).as("first byte that differs").isEqualTo(-1);
    }

    @ParameterizedTest
    @MethodSource("published")
    void isThereWithEveryPomThatItIsMadeOf(Module module) throws Exception {
        String artifact = module.artifact();
        do {
            Path folder =
                    repository().resolve("io/github/camelhf").resolve(artifact).resolve(VERSION);
            assertThat(folder).as("asked for by %s", module.artifact()).isDirectoryContaining("glob:**.pom");
            try (DirectoryStream<Path> poms = Files.newDirectoryStream(folder, "*.pom")) {
                artifact = Sources.read(poms.iterator().next(), "/project/parent/artifactId");
            }
        } while (!artifact.isEmpty());
    }

    @Test
    void theBomNamesWhatIsPublishedAndNothingElse() throws Exception {
        Path bom = elsewhere.resolve("camel-hf-inference-bom/target/.flattened-pom.xml");

        assertThat(Sources.readAll(bom, "/project/dependencyManagement/dependencies/dependency/artifactId"))
                .containsExactlyInAnyOrderElementsOf(
                        published().stream().map(Module::artifact).toList());
        assertThat(Sources.readAll(bom, "/project/parent | /project/properties"))
                .isEmpty();
        assertThat(Sources.readAll(bom, "/project/licenses/license/name | /project/scm/url | /project/developers/*"))
                .hasSize(3);
    }

    @Test
    void theEmulatorBringsNoJackson() throws Exception {
        Path folder = elsewhere.resolve("camel-hf-inference-emulator");

        assertThat(Sources.readAll(
                        folder.resolve("dependency-reduced-pom.xml"),
                        "/project/dependencies/dependency[not(scope) or scope='compile' or scope='runtime']/groupId"))
                .contains("org.eclipse.jetty")
                .doesNotContain("com.fasterxml.jackson.core");
        Path jar = folder.resolve("target/camel-hf-inference-emulator-" + VERSION + ".jar");
        try (JarFile file = new JarFile(jar.toFile())) {
            assertThat(file.stream().map(ZipEntry::getName))
                    .noneMatch(name -> name.startsWith("com/fasterxml"))
                    .anyMatch(name -> name.startsWith("io/github/camelhf/inference/emulator/jackson/databind/"));
        }
    }
}
