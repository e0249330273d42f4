package io.github.camelhf.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The packages of the component from the top down, and which others each of them uses: what its tests hold it to, and its pages show. */
public final class Packages {

    /**
     * One package.
     *
     * @param name empty for the root
     * @param says what it is for, in a few words
     * @param uses all of them, each further down
     */
    public record Layer(String name, String says, Set<String> uses) {

        /** As diagrams and pages name it. */
        public String title() {
            return name.isEmpty() ? "io.github.camelhf.inference" : name;
        }
    }

    public static final List<Layer> ALL = List.of(
            layer(
                    "",
                    "what Camel sees",
                    "files meters message options batch queue fetch transport http proxy task result error"),
            layer("files", "files that routes take and move", ""),
            layer("meters", "what is counted of messages", "message options queue task error"),
            layer("message", "1 read, 5 write", "options batch fetch transport picture task answer input result error"),
            layer(
                    "options",
                    "what the options mean",
                    "batch queue fetch transport picture proxy task answer input error"),
            layer("batch", "messages that share a call", "queue task transport input error"),
            layer("task", "2 encode, 4 decode", "answer transport picture input result error"),
            layer("answer", "4 answers read and checked", "input result error"),
            layer("queue", "3 who may be sent now", "transport error"),
            layer("fetch", "downloads of pictures", "transport http proxy input error"),
            layer("transport", "3 bytes out, bytes in, failures classified", "http proxy input error"),
            layer("http", "the life of a call, threads that may wait", ""),
            layer("proxy", "which proxy, and its login", ""),
            layer("picture", "headers, ends and smaller pictures", "input error"),
            layer("input", "bytes, pictures, media types", "error"),
            layer("result", "what routes get", ""),
            layer("error", "what routes catch", ""));

    /** Those that know Camel; nothing below them does. */
    static final Set<String> CAMEL = Set.of("", "files", "meters", "message", "options");

    private Packages() {}

    private static Layer layer(String name, String says, String uses) {
        Set<String> names = uses.isEmpty() ? Set.of() : new TreeSet<>(List.of(uses.split(" ", -1)));
        return new Layer(name, says, names);
    }

    /** The arrows of a package that no way round by others stands for. */
    private static List<String> direct(Layer layer) {
        List<String> direct = new ArrayList<>(layer.uses());
        direct.removeIf(
                target -> layer.uses().stream().anyMatch(other -> !other.equals(target) && leads(other, target)));
        return direct;
    }

    private static boolean leads(String from, String to) {
        return named(from).uses().stream().anyMatch(next -> next.equals(to) || leads(next, to));
    }

    private static Layer named(String name) {
        return ALL.stream()
                .filter(layer -> layer.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Who uses the package. */
    static Set<String> callers(Layer layer) {
        return ALL.stream()
                .filter(other -> other.uses().contains(layer.name()))
                .map(Layer::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The lines of the diagram on the page of the architecture. A direct arrow is left out where a longer way leads there. */
    public static List<String> diagram() {
        List<String> lines = new ArrayList<>(List.of("```mermaid", "flowchart TD"));
        for (Layer layer : ALL) {
            lines.add("    " + id(layer.name()) + "[\"" + layer.title() + "<br>" + layer.says() + "\"]");
        }
        for (Layer layer : ALL) {
            direct(layer).forEach(target -> lines.add("    " + id(layer.name()) + " --> " + id(target)));
        }
        lines.add("```");
        return lines;
    }

    private static String id(String name) {
        return name.isEmpty() ? "root" : name;
    }
}
