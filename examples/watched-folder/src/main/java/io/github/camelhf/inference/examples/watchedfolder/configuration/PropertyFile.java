package io.github.camelhf.inference.examples.watchedfolder.configuration;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/**
 * The keys of a file and their values.
 *
 * @param path of the file, for people
 * @param values by key, without the prefix {@value #PREFIX}; of a file that uses the prefix only the keys that have it
 */
record PropertyFile(Path path, Map<String, String> values) {

    /** May stand before a key, for a file that is shared with others. */
    static final String PREFIX = "watched-folder.";

    private static final int MOST_BYTES = 1024 * 1024;

    /** Read when no other file is named. */
    static final Path USUAL = Path.of("application.properties");

    /** @throws IllegalArgumentException with a sentence for the user */
    static PropertyFile read(Path path) {
        Properties properties = new OnceOnly();
        try (InputStream content = Files.newInputStream(path)) {
            // Whatever its size is said to be: it may be a pipe.
            byte[] bytes = content.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new IllegalArgumentException("settings have at most " + MOST_BYTES + " bytes, it has more");
            }
            String text = EncodedText.decode(bytes);
            Backslashes.requireNoneLost(text);
            properties.load(new StringReader(text));
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(
                    "--config names " + path.toAbsolutePath() + ", which is not there; check the path", e);
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(path + " cannot be read: " + e.getMessage(), e);
        }
        Set<String> keys = properties.stringPropertyNames();
        // Such a file is shared: its other keys belong to other programs.
        boolean shared = keys.stream().anyMatch(key -> key.startsWith(PREFIX));
        Map<String, String> values = new TreeMap<>();
        for (String key : keys) {
            if (!shared || key.startsWith(PREFIX)) {
                values.put(
                        shared ? key.substring(PREFIX.length()) : key,
                        properties.getProperty(key).trim());
            }
        }
        return new PropertyFile(path, values);
    }

    /** Refuses the second value of a key, of which the first would be lost without a word. */
    private static final class OnceOnly extends Properties {

        private static final long serialVersionUID = 1;

        @Override
        public synchronized Object put(Object key, Object value) {
            if (containsKey(key)) {
                throw new IllegalArgumentException("it sets " + key + " twice");
            }
            return super.put(key, value);
        }
    }
}
