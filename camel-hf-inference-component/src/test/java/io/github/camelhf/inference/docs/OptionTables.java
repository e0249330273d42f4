package io.github.camelhf.inference.docs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.tooling.model.BaseOptionModel;
import org.apache.camel.tooling.model.ComponentModel;

/** The tables of the options page, made from what Camel's plugin has read off the annotations. */
final class OptionTables {

    private static final Map<String, String> HEADINGS = Map.of(
            "producer", "Calls",
            "security", "Security",
            "proxy", "Proxy",
            "advanced", "Advanced",
            "producer (advanced)", "Start");

    private final ComponentModel component;

    OptionTables(ComponentModel component) {
        this.component = component;
    }

    /** The lines of the part with this name; each name has one part of the page. */
    List<String> part(String name) {
        return switch (name) {
            case "mode" -> options(component.getEndpointPathOptions());
            case "options" -> byGroup(component.getEndpointParameterOptions());
            case "component options" -> options(componentOnly());
            case "headers in" -> headers("in");
            case "headers out" -> headers("out");
            default -> throw new IllegalArgumentException("no part of the options page is called " + name);
        };
    }

    private List<ComponentModel.ComponentOptionModel> componentOnly() {
        Set<String> everywhere = component.getEndpointParameterOptions().stream()
                .map(BaseOptionModel::getName)
                .collect(Collectors.toSet());
        return component.getComponentOptions().stream()
                .filter(option -> !everywhere.contains(option.getName()))
                .toList();
    }

    private static List<String> byGroup(List<? extends BaseOptionModel> options) {
        Map<String, List<BaseOptionModel>> groups = new LinkedHashMap<>();
        for (BaseOptionModel option : options) {
            groups.computeIfAbsent(option.getGroup(), group -> new ArrayList<>())
                    .add(option);
        }
        List<String> lines = new ArrayList<>();
        groups.forEach((group, members) -> {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.add("### " + HEADINGS.getOrDefault(group, group));
            lines.add("");
            lines.addAll(options(members));
        });
        return lines;
    }

    private static List<String> options(List<? extends BaseOptionModel> options) {
        List<String> lines = new ArrayList<>(List.of("| option | type | default | meaning |", "|---|---|---|---|"));
        for (BaseOptionModel option : options) {
            lines.add(row(code(name(option)), type(option), defaultValue(option), meaning(option)));
        }
        return lines;
    }

    private List<String> headers(String direction) {
        List<String> lines = new ArrayList<>(List.of("| header | type | meaning |", "|---|---|---|"));
        component.getEndpointHeaders().stream()
                .filter(header -> header.getLabel().equals(direction))
                .forEach(header -> lines.add(
                        row(code(header.getName()), code(shortName(header.getJavaType())), header.getDescription())));
        return lines;
    }

    private static String row(String... cells) {
        return "| "
                + String.join(
                        " | ",
                        List.of(cells).stream()
                                .map(cell -> cell.replace("|", "\\|"))
                                .toList()) + " |";
    }

    private static String name(BaseOptionModel option) {
        return option.isMultiValue() ? option.getPrefix() + "*" : option.getName();
    }

    private static String type(BaseOptionModel option) {
        if (option.getEnums() != null && !option.getEnums().isEmpty()) {
            return option.getEnums().stream().map(OptionTables::code).collect(Collectors.joining(", "));
        }
        return option.getType().equals("object") ? code(shortName(option.getJavaType())) : option.getType();
    }

    /** Camel's plugin gives every boolean a default; one that may be unset has none. */
    private static String defaultValue(BaseOptionModel option) {
        boolean unset = option.getDefaultValue() == null || option.getJavaType().equals("java.lang.Boolean");
        return unset ? "" : code(option.getDefaultValue().toString());
    }

    private static String meaning(BaseOptionModel option) {
        return (option.isRequired() ? "Required. " : "")
                + (option.isSecret() ? "Secret. " : "")
                + option.getDescription();
    }

    private static String shortName(String javaType) {
        return javaType.replaceAll("[a-z0-9]+\\.", "");
    }

    private static String code(String text) {
        return "`" + text + "`";
    }
}
