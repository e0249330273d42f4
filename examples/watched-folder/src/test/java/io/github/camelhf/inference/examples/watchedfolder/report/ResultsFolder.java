package io.github.camelhf.inference.examples.watchedfolder.report;

import io.github.camelhf.inference.examples.watchedfolder.audit.AuditLog;
import io.github.camelhf.inference.examples.watchedfolder.audit.FileResult;
import io.github.camelhf.inference.result.Classification;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** A folder of results as a run leaves it: files in their places, and their decisions in the audit log. */
final class ResultsFolder {

    private final Path root;

    ResultsFolder(Path root) {
        this.root = root;
    }

    Path root() {
        return root;
    }

    ResultsFolder accepted(String name, String label, double score) throws IOException {
        return add("sorted/" + label.replace(' ', '-') + "/" + name, FileResult.ACCEPT, null, label, score, null);
    }

    ResultsFolder review(String name, String label, double score) throws IOException {
        return add("review/" + name, FileResult.REVIEW, "margin", label, score, null);
    }

    ResultsFolder failed(String name, String message) throws IOException {
        Path file = file("failed/not-a-picture/" + name);
        Files.writeString(file, "no picture: " + name);
        FileResult.Problem problem = new FileResult.Problem("InvalidInferenceInputException", message, null);
        return log("failed/not-a-picture/" + name, FileResult.FAILED, "not-a-picture", null, null, problem);
    }

    private ResultsFolder add(
            String place,
            String decision,
            @Nullable String reason,
            String label,
            double score,
            FileResult.@Nullable Problem problem)
            throws IOException {
        // A colour of its own, so that each has a hash of its own.
        Files.write(file(place), picture("png", 60, 40, new Color(place.hashCode() & 0xFFFFFF)));
        return log(place, decision, reason, label, score, problem);
    }

    private Path file(String place) throws IOException {
        Path file = root.resolve(place);
        Files.createDirectories(file.getParent());
        return file;
    }

    /** A decision about the file that lies there now. */
    ResultsFolder log(
            String place,
            String decision,
            @Nullable String reason,
            @Nullable String label,
            @Nullable Double score,
            FileResult.@Nullable Problem problem)
            throws IOException {
        byte[] content = Files.readAllBytes(root.resolve(place));
        List<Classification> labels = label == null || score == null
                ? null
                : List.of(new Classification(label, score), new Classification("something else", 1 - score));
        try (AuditLog log = new AuditLog(root)) {
            log.append(new FileResult(
                    place.substring(place.lastIndexOf('/') + 1),
                    null,
                    place,
                    sha256(content),
                    content.length,
                    decision,
                    reason,
                    label,
                    score,
                    score == null ? null : Math.abs(2 * score - 1),
                    labels,
                    "model",
                    "request-1",
                    31,
                    1,
                    null,
                    "2026-11-20T10:00:00Z",
                    problem));
        }
        return this;
    }

    static byte[] picture(String format, int width, int height, Color colour) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(colour);
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, format, bytes);
        return bytes.toByteArray();
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
