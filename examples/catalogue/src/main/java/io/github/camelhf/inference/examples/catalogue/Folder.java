package io.github.camelhf.inference.examples.catalogue;

import io.github.camelhf.inference.examples.catalogue.shelf.Shelf;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** The source as a folder: counts its files, and finds out which are on the shelf and no longer there. */
final class Folder implements Processor {

    private final Path root;
    private final Shelf shelf;
    private final Indexing indexing;

    Folder(Path root, Shelf shelf, Indexing indexing) {
        this.root = root;
        this.shelf = shelf;
        this.indexing = indexing;
    }

    /** The body becomes the names of files that are gone. */
    @Override
    public void process(Exchange exchange) throws IOException {
        exchange.getMessage().setBody(indexing.refusal() == null ? gone() : List.of());
    }

    private List<String> gone() throws IOException {
        Set<String> shelved = shelf.files();
        Set<String> there = files();
        indexing.total(there.size());
        indexing.forget(there);
        if (there.isEmpty() && !shelved.isEmpty()) {
            // Such as a disk that was taken away.
            indexing.notice("The folder " + root + " is empty or not there, and the index has " + shelved.size()
                    + " products of it. They are kept; to have an empty index, delete its folder");
            return List.of();
        }
        indexing.notice(null);
        return shelved.stream().filter(file -> !there.contains(file)).toList();
    }

    /** Names relative to the folder, without what is hidden, as the file consumer has them. */
    private Set<String> files() throws IOException {
        Set<String> names = new HashSet<>();
        if (!Files.isDirectory(root)) {
            return names;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                boolean hidden = !folder.equals(root) && isHidden(folder);
                return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (!isHidden(file)) {
                    names.add(root.relativize(file).toString().replace('\\', '/'));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                // Gone in this moment, or not to be read: the consumer says so if it matters.
                return FileVisitResult.CONTINUE;
            }
        });
        return names;
    }

    private static boolean isHidden(Path path) {
        return path.getFileName().toString().startsWith(".");
    }
}
