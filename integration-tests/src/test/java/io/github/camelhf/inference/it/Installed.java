package io.github.camelhf.inference.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;
import org.slf4j.LoggerFactory;

/** Programs of this machine that tests start. */
final class Installed {

    private static final Set<String> ABSENT = ConcurrentHashMap.newKeySet();

    private Installed() {}

    /** Skips the test when the program is not there, and says so at the first time. */
    static Path program(String name) {
        return Stream.concat(
                        Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1)),
                        Stream.of("/usr/sbin", "/usr/local/sbin", "/usr/bin", "/usr/local/bin"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> absent(name));
    }

    /** Skips the test, and says so at the first time. */
    static TestAbortedException absent(String name) {
        String reason = name + " is not installed on this machine";
        if (ABSENT.add(name)) {
            LoggerFactory.getLogger("skipped").warn("{}: its tests are skipped", reason);
        }
        return new TestAbortedException(reason);
    }
}
