package io.github.camelhf.inference.examples.watchedfolder.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;

/**
 * The file {@code index.html}: style, script and data in one. Its content security policy lets exactly this style and this script
 * run and loads pictures from beside it, nothing else; names and messages are data, never markup.
 */
final class Page {

    private static final String DATA = "@data@";

    private final Path results;
    private final Path folder;

    /** @param folder where the page goes, inside the folder of results */
    Page(Path results, Path folder) {
        this.results = results;
        this.folder = folder;
    }

    /** Writes it in one step and returns where it is. */
    Path write(Decisions decisions, Instant now) throws IOException {
        String style = resource("report.css");
        String script = resource("report.js");
        String page = resource("report.html")
                .replace("@policy@", policy(style, script))
                .replace("@style@", style)
                .replace("@script@", script);
        int data = page.indexOf(DATA);
        Files.createDirectories(folder);
        Path draft = folder.resolve(".index.html.tmp");
        // A killed process leaves one; a link of that name goes, what it names stays.
        Files.deleteIfExists(draft);
        try (BufferedWriter out =
                Files.newBufferedWriter(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            out.write(page, 0, data);
            new PageData(results, folder).write(out, decisions, now);
            out.write(page.substring(data + DATA.length()));
        }
        Path file = folder.resolve("index.html");
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return file;
    }

    /** {@code file:} because to some browsers a page from the disk has no self. */
    private static String policy(String style, String script) {
        return "default-src 'none'; img-src 'self' file:; style-src '" + hash(style) + "'; script-src '" + hash(script)
                + "'; base-uri 'none'; form-action 'none'";
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream content = Page.class.getResourceAsStream("/report/" + name)) {
            if (content == null) {
                throw new IOException("The file " + name + " of the report is missing from this build");
            }
            // The policy's hashes are over what the browser sees, and that has no carriage returns.
            return new String(content.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        }
    }
}
