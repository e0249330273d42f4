package io.github.camelhf.inference.release;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** The files of this repository, without what a build or git writes. */
record Sources(Path root) {

    /** A module as its POM says it. */
    record Module(Path folder, String artifact, boolean published) {

        Path target(String file) {
            return folder.resolve("target").resolve(file);
        }
    }

    private static final Set<String> NOT_SOURCES = Set.of("target", ".git", "node_modules");
    private static final XPath XPATH = XPathFactory.newInstance().newXPath();

    static Sources ofThisBuild() {
        return new Sources(Path.of("../..").toAbsolutePath().normalize());
    }

    /** Every module that makes a jar. */
    List<Module> modules() throws IOException {
        List<Module> modules = new ArrayList<>();
        walk((file, attributes) -> {
            if (file.endsWith("pom.xml") && !file.toString().contains("src")) {
                String packaging = read(file, "/project/packaging");
                if (packaging.isEmpty() || packaging.equals("jar") || packaging.equals("bundle")) {
                    modules.add(new Module(
                            file.getParent(), read(file, "/project/artifactId"), !skipsDeployment(file.getParent())));
                }
            }
        });
        return modules;
    }

    /** A module's own word, or that of the nearest POM above it. */
    private boolean skipsDeployment(Path folder) {
        Path pom = folder.resolve("pom.xml");
        String own = Files.exists(pom) ? read(pom, "/project/properties/maven.deploy.skip") : "";
        return own.isEmpty() && !folder.equals(root) ? skipsDeployment(folder.getParent()) : own.equals("true");
    }

    void copyTo(Path folder) throws IOException {
        walk((file, attributes) -> {
            Path copy = folder.resolve(root.relativize(file).toString());
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
        });
    }

    static String read(Path xml, String path) {
        try {
            return XPATH.evaluate(path, parse(xml)).trim();
        } catch (Exception e) {
            throw new IllegalStateException(xml.toString(), e);
        }
    }

    static List<String> readAll(Path xml, String path) throws Exception {
        NodeList nodes = (NodeList) XPATH.evaluate(path, parse(xml), XPathConstants.NODESET);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent().trim());
        }
        return texts;
    }

    private static Document parse(Path xml) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(xml.toFile());
    }

    private interface Visit {
        void file(Path file, BasicFileAttributes attributes) throws IOException;
    }

    private void walk(Visit visit) {
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    boolean skipped = NOT_SOURCES.contains(folder.getFileName().toString());
                    return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    // In a work tree .git is a file.
                    if (!NOT_SOURCES.contains(file.getFileName().toString())) {
                        visit.file(file, attributes);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
