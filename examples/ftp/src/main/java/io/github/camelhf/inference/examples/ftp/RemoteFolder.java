package io.github.camelhf.inference.examples.ftp;

import io.github.camelhf.inference.examples.pictures.Sample;
import io.github.camelhf.inference.examples.pictures.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The folder behind a server, seen from the server's side. */
record RemoteFolder(Path root) {

    /** As a client does it that wants nobody to take half a file: under another name until it is whole. */
    void upload(Sample picture) throws IOException {
        Path inbox = Files.createDirectories(root.resolve("inbox"));
        Path part = inbox.resolve(picture.name() + ".part");
        Files.write(part, picture.bytes());
        Files.move(part, inbox.resolve(picture.name()));
    }

    /** All files, such as {@code sorted/red-tile/red.png}. */
    List<String> files() {
        return Tree.files(root);
    }

    boolean isDone() {
        return files().stream().noneMatch(file -> file.startsWith("inbox/"));
    }
}
