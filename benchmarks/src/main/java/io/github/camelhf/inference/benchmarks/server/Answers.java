package io.github.camelhf.inference.benchmarks.server;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;

/** The bytes of each answer, head included. */
final class Answers {

    private static final int DIMENSIONS = 768;

    /** By the first segment of the path. */
    private static final Map<String, byte[]> FIXED = Map.of(
            "vector", http(vector(1)),
            "labels",
                    http(
                            "[{\"label\":\"tile\",\"score\":0.61},{\"label\":\"stone\",\"score\":0.2},"
                                    + "{\"label\":\"wood\",\"score\":0.1},{\"label\":\"lawn\",\"score\":0.06},{\"label\":\"wall\",\"score\":0.03}]"),
            "chat",
                    http(
                            "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"created\":1763600000,\"model\":\"any\","
                                    + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\""
                                    + "So many words. ".repeat(20).trim()
                                    + "\"},\"finish_reason\":\"stop\"}],"
                                    + "\"usage\":{\"prompt_tokens\":40,\"completion_tokens\":60,\"total_tokens\":100}}\n"));

    private Answers() {}

    static byte[] fixed(String name) {
        byte[] answer = FIXED.get(name);
        if (answer == null) {
            throw new IllegalArgumentException("no answer named " + name);
        }
        return answer;
    }

    /** Short vectors: what is measured with them is the server's pace, not the reading of numbers. */
    static byte[] batch(int count) {
        StringJoiner items = new StringJoiner(",", "[", "]");
        for (int i = 0; i < count; i++) {
            items.add("{\"embedding\":[0.25,0.5,0.125,0.0625]}");
        }
        return http(items.toString());
    }

    static byte[] json(String body) {
        return http(body);
    }

    private static String vector(int seed) {
        Random random = new Random(seed);
        StringJoiner numbers = new StringJoiner(",", "[", "]");
        for (int i = 0; i < DIMENSIONS; i++) {
            numbers.add(String.format(Locale.ROOT, "%.9f", random.nextGaussian() / 28));
        }
        return numbers.toString();
    }

    private static byte[] http(String body) {
        return ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n"
                        + body)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
