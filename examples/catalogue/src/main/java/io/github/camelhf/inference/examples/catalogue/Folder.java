package io.github.camelhf.inference.examples.catalogue;

import io.github.camelhf.inference.examples.catalogue.shelf.Shelf;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

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
        Found found = files();
        Set<String> there = found.names();
        indexing.total(there.size());
        indexing.forget(there);
        if (there.isEmpty() && !shelved.isEmpty()) {
            // Such as a disk that was taken away.
            indexing.notice("The folder " + root + " is empty or not there, and the index has " + shelved.size()
                    + " products of it. They are kept; to have an empty index, delete its folder");
            return List.of();
        }
        if (found.unreadable() != null) {
            indexing.notice("The folder " + found.unreadable() + " cannot be read; nothing is taken off the index"
                    + " until it can");
            return List.of();
        }
        indexing.notice(null);
        return shelved.stream().filter(file -> !there.contains(file)).toList();
    }

    /** Whether the file consumer finds what lies in a folder: it passes over what is hidden. */
    static boolean reads(Path pictures, Path folder) {
        Path root = pictures.toAbsolutePath().normalize();
        Path inner = folder.toAbsolutePath().normalize();
        if (!inner.startsWith(root)) {
            return false;
        }
        for (Path name : root.relativize(inner)) {
            if (isHidden(name)) {
                return false;
            }
        }
        return true;
    }

    /** @param unreadable one of the folders whose files are not known, null when all are */
    private record Found(Set<String> names, @Nullable Path unreadable) {}

    /** Names relative to the folder, without what is hidden, and through links, as the file consumer has them. */
    private Found files() throws IOException {
        Set<String> names = new HashSet<>();
        AtomicReference<@Nullable Path> unreadable = new AtomicReference<>();
        if (!Files.isDirectory(root)) {
            return new Found(names, null);
        }
        Files.walkFileTree(
                root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                        boolean hidden = !folder.equals(root) && isHidden(folder);
                        return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        // A link to nothing is no regular file.
                        if (!isHidden(file) && attributes.isRegularFile()) {
                            names.add(root.relativize(file).toString().replace('\\', '/'));
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException failure) {
                        if (!(failure instanceof NoSuchFileException || failure instanceof FileSystemLoopException)) {
                            unreadable.set(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        return new Found(names, unreadable.get());
    }

    private static boolean isHidden(Path path) {
        return path.getFileName().toString().startsWith(".");
    }
}
