package io.github.camelhf.inference.examples.watchedfolder.report;

import io.github.camelhf.inference.examples.watchedfolder.files.Boundary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The folder {@code report} in a folder of results. A person may have one of that name, too, which is then left alone. */
final class ReportFolder {

    /** Says that what lies here was made here. */
    private static final String MARK = ".watched-folder-report";

    private ReportFolder() {}

    /**
     * Makes it, or finds it made.
     *
     * @throws IOException also when there is one that holds something other than a report
     */
    static Path in(Path results) throws IOException {
        Path folder = results.resolve("report");
        new Boundary(results).makeFolder(folder);
        if (Boundary.isFile(folder.resolve(MARK))) {
            return folder;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            if (entries.findAny().isPresent()) {
                throw new IOException("the folder " + folder
                        + " holds something other than an earlier report; give it another name and try again");
            }
        }
        Files.createFile(folder.resolve(MARK));
        return folder;
    }
}
