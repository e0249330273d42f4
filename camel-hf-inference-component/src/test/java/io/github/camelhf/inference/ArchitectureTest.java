package io.github.camelhf.inference;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The arrows between packages, and the size of what is in them. */
class ArchitectureTest {

    private static final String ROOT = ArchitectureTest.class.getPackageName();

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void onlyTheRootPackageKnowsCamel() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".*..")
                .and()
                .resideOutsideOfPackage(ROOT + ".dsl..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.camel..")
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.github.camelhf.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void theTransportDoesNotKnowTasks() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".transport..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + ".task..", ROOT + ".result..")
                .check(CLASSES);
    }

    @Test
    void noClassIsLongerThanAReaderCanHold() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".java")).toList())
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
