package io.github.camelhf.inference.options;

import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.input.EditedText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A token in a file, as secret stores mount them. Read again when the file changes, and once for each secret that the server
 * refuses: a file can be replaced by one of the same length within the resolution of its time stamp.
 */
final class TokenFile implements Token {

    private static final Logger LOG = LoggerFactory.getLogger(TokenFile.class);

    /** Known tokens have 40 characters, access keys of gateways up to some thousand. */
    private static final int MAX_LENGTH = 16 * 1024;

    private final Path file;
    private @Nullable Version version;
    private @Nullable String secret;
    private @Nullable String refused;

    TokenFile(Path file) {
        this.file = file.toAbsolutePath();
    }

    /** What tells one state of the file from another. */
    private record Version(
            FileTime changed, long length, @Nullable Object key) {}

    @Override
    public synchronized String current() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            Version found = new Version(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
            if (secret == null || !found.equals(version)) {
                secret = read();
                version = found;
            }
            return secret;
        } catch (IOException e) {
            forget();
            throw new InvalidInferenceInputException(
                    "tokenFile " + file + " cannot be read (" + e.getClass().getSimpleName()
                            + "): it must exist and hold the token alone",
                    e);
        }
    }

    private String read() throws IOException {
        byte[] bytes;
        try (InputStream stream = Files.newInputStream(file)) {
            bytes = stream.readNBytes(MAX_LENGTH + 1);
        }
        String text = EditedText.of(bytes).trim();
        boolean token = text.chars().allMatch(character -> character > ' ' && character < 127);
        if (text.isEmpty() || bytes.length > MAX_LENGTH || !token) {
            forget();
            throw new InvalidInferenceInputException("tokenFile " + file + " holds no token: it "
                    + (text.isEmpty() ? "is empty" : "has more than one word, or characters that no token has")
                    + "; put the token alone there");
        }
        return text;
    }

    private void forget() {
        secret = null;
        version = null;
    }

    @Override
    public boolean isOver(String sent) {
        try {
            return !sent.equals(current());
        } catch (InvalidInferenceInputException e) {
            return false; // the next call says so
        }
    }

    @Override
    public synchronized void refused(@Nullable String sent) {
        if (sent == null || sent.equals(refused)) {
            return;
        }
        refused = sent;
        if (sent.equals(secret)) {
            forget();
            LOG.info("The server refused the token in {}: the next call reads the file again", file);
        }
    }

    @Override
    public Object identity() {
        return file;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TokenFile that && file.equals(that.file);
    }

    @Override
    public int hashCode() {
        return Objects.hash(file);
    }

    @Override
    public String toString() {
        return "a token in " + file;
    }
}
