package io.github.camelhf.inference;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.camelhf.inference.Packages.Layer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The arrows between packages, and the size of what is in them. */
class ArchitectureTest {

    private static final String ROOT = ArchitectureTest.class.getPackageName();

    private static final Pattern OURS = Pattern.compile("camelhf\\.inference\\.([a-z]\\w*)\\.");
    private static final Pattern CODE = Pattern.compile("\\{@code (\\w+)}");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    /** Options are Camel's to set; messages and files are Camel's; nothing below them is. */
    @Test
    void onlyWhatFacesCamelKnowsIt() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "..")
                .and()
                .resideOutsideOfPackages(Stream.concat(Packages.CAMEL.stream(), Stream.of("dsl.."))
                        .map(name -> name.isEmpty() ? ROOT : ROOT + "." + name)
                        .toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.camel..")
                .check(CLASSES);
    }

    /** Each arrow that is there is one that the pages show, and the other way round. */
    @ParameterizedTest
    @MethodSource("layers")
    void aPackageUsesWhatItIsSaidToUse(Layer layer) {
        assertThat(used(layer.name())).isEqualTo(layer.uses());
    }

    @Test
    void noPackageIsLeftOut() {
        assertThat(CLASSES.stream()
                        .map(ArchitectureTest::packageOf)
                        .filter(name -> !name.matches("(dsl|emulator)(\\..*)?")))
                .hasSameElementsAs(Packages.ALL.stream().map(Layer::name).toList());
    }

    /** The compiler leaves no trace of a constant's class. */
    @ParameterizedTest
    @MethodSource("layers")
    void importsKeepToTheArrowsToo(Layer layer) throws IOException {
        Set<String> allowed = new TreeSet<>(layer.uses());
        allowed.add(layer.name());
        boolean camel = Packages.CAMEL.contains(layer.name());
        for (String line : imports(layer)) {
            if (line.contains(ROOT + ".HfInferenceHeaders;")) {
                assertThat(camel).as(line).isTrue();
            } else if (line.startsWith("import " + ROOT) || line.startsWith("import static " + ROOT)) {
                Matcher name = OURS.matcher(line);
                assertThat(allowed).as(line).contains(name.find() ? name.group(1) : "");
            } else if (line.contains(" org.apache.camel.")) {
                assertThat(camel).as(line).isTrue();
            }
        }
    }

    private static List<String> imports(Layer layer) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder(layer))) {
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".java")).toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        lines.removeIf(line -> !line.startsWith("import "));
        return lines;
    }

    private static Path folder(Layer layer) {
        return Path.of("src/main/java", ROOT.replace('.', '/'), layer.name());
    }

    @Test
    void arrowsLeadDownwardsOnly() {
        Set<String> below = new TreeSet<>();
        for (int i = Packages.ALL.size() - 1; i >= 0; i--) {
            Layer layer = Packages.ALL.get(i);
            assertThat(below).as("packages below " + layer.title()).containsAll(layer.uses());
            below.add(layer.name());
        }
    }

    @ParameterizedTest
    @MethodSource("layers")
    void eachPackageSaysWhatGoesInWhatComesOutAndWhoMayCall(Layer layer) throws IOException {
        String says =
                Files.readString(folder(layer).resolve("package-info.java")).replace("\n * ", " ");
        assertThat(says).contains("<p>In: ").contains("Out: ").contains("Called by: ");
        String callers = says.substring(says.indexOf("Called by: "), says.indexOf(" */"));
        Set<String> named = CODE.matcher(callers)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        if (callers.contains("the root")) {
            named.add("");
        }
        if (!layer.name().isEmpty()) {
            assertThat(named).isEqualTo(Packages.callers(layer));
        }
    }

    static List<Layer> layers() {
        return Packages.ALL;
    }

    /** Constants leave no trace here but in debug tables: {@link #importsKeepToTheArrowsToo} looks at them. */
    private static Set<String> used(String layer) {
        return CLASSES.stream()
                .filter(type -> packageOf(type).equals(layer))
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(Dependency::getTargetClass)
                .filter(target -> target.getPackageName().startsWith(ROOT))
                .filter(target -> !target.isEquivalentTo(HfInferenceHeaders.class))
                .map(ArchitectureTest::packageOf)
                .filter(target -> !target.equals(layer))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String packageOf(JavaClass type) {
        String name = type.getPackageName();
        return name.length() <= ROOT.length() ? "" : name.substring(ROOT.length() + 1);
    }

    @Test
    void noClassIsLongerThanAReaderCanHold() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".java"))
                            .filter(file -> !file.endsWith("WrittenOptions.java")) // fields and accessors, no logic
                            .toList())
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(linesOfCode(file)).isLessThanOrEqualTo(200));
        }
    }

    /** Lines that are neither blank nor part of a comment. */
    private static long linesOfCode(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(String::trim)
                    .filter(line -> !line.isEmpty()
                            && !line.startsWith("//")
                            && !line.startsWith("/*")
                            && !line.startsWith("*"))
                    .count();
        }
    }
}
