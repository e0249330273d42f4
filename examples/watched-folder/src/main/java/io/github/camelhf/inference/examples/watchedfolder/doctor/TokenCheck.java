package io.github.camelhf.inference.examples.watchedfolder.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Says where a token is found, in the order in which the component looks, and never what it is. Source of the order:
 * huggingface_hub (token resolution), read 2026-11-20.
 */
public final class TokenCheck {

    private static final String SUBJECT = "token";

    private final Map<String, String> environment;
    private final Path home;
    private final boolean needed;

    /**
     * @param environment the variables that count
     * @param home the user's folder
     * @param needed whether no call works without one
     */
    public TokenCheck(Map<String, String> environment, Path home, boolean needed) {
        this.environment = environment;
        this.home = home;
        this.needed = needed;
    }

    public Finding finding() {
        for (String name : List.of("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN")) {
            if (!variable(name).isEmpty()) {
                return judged(variable(name), "the environment variable " + name);
            }
        }
        Path file = file();
        try {
            if (Files.isRegularFile(file) && !Files.readString(file).isBlank()) {
                return judged(Files.readString(file).trim(), "the file " + file);
            }
        } catch (IOException e) {
            return Finding.problem(
                    SUBJECT, "the file " + file + " cannot be read", "make it readable, or set HF_TOKEN");
        }
        String none = "none in HF_TOKEN, HUGGING_FACE_HUB_TOKEN and " + file;
        return needed
                ? Finding.problem(SUBJECT, none, "the hosted service answers nobody without one: set HF_TOKEN")
                : Finding.ok(SUBJECT, none + ": calls go without");
    }

    private static Finding judged(String token, String place) {
        boolean plain = token.chars().allMatch(character -> character > ' ' && character < 127);
        boolean quoted = token.matches("[\"'].*|.*[\"']");
        if (!plain || quoted) {
            return Finding.problem(
                    SUBJECT,
                    place + " holds " + (quoted ? "quotation marks" : "blanks or other characters that no token has"),
                    "put the token alone there");
        }
        return Finding.ok(SUBJECT, "found in " + place);
    }

    private Path file() {
        if (!variable("HF_TOKEN_PATH").isEmpty()) {
            return Path.of(variable("HF_TOKEN_PATH"));
        }
        if (!variable("HF_HOME").isEmpty()) {
            return Path.of(variable("HF_HOME"), "token");
        }
        Path cache =
                variable("XDG_CACHE_HOME").isEmpty() ? home.resolve(".cache") : Path.of(variable("XDG_CACHE_HOME"));
        return cache.resolve("huggingface").resolve("token");
    }

    private String variable(String name) {
        return environment.getOrDefault(name, "").trim();
    }
}
