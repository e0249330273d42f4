package io.github.camelhf.inference.examples.watchedfolder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts the command as a process without a token, its output at the end of a file. */
record ProgramOfItsOwn(Path log, List<String> javaOptions) {

    Process start(String... arguments) throws IOException {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.add("-XX:TieredStopAtLevel=1"); // it lives for a few seconds
        line.addAll(javaOptions);
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), WatchedFolderCommand.class.getName()));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().remove("HF_TOKEN");
        builder.environment().remove("HUGGING_FACE_HUB_TOKEN");
        // No token file of this machine either.
        builder.environment().put("HF_HOME", log.resolveSibling("no-home").toString());
        return builder.start();
    }
}
