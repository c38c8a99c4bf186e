package org.sakia.component;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.sakia.config.EndpointJob;
import org.sakia.config.Option;
import org.sakia.config.Options;

/** The source text of {@code SakiaConfiguration}, made of the declarations of the options. */
final class ConfigurationSource {

    private static final int WIDTH = 90;

    private static final Map<String, String> GROUPS = Map.ofEntries(
            Map.entry("url", "common"),
            Map.entry("state", "common"),
            Map.entry("rate", "limit"),
            Map.entry("burst", "limit"),
            Map.entry("quota", "limit"),
            Map.entry("limit", "limit"),
            Map.entry("workers", "limit"),
            Map.entry("strategy", "limit"),
            Map.entry("throttle", "limit"),
            Map.entry("auth", "security"),
            Map.entry("allowed", "security"),
            Map.entry("secret", "security"),
            Map.entry("retry", "retry"),
            Map.entry("hold", "retry"),
            Map.entry("give", "retry"),
            Map.entry("error", "retry"),
            Map.entry("timeout", "retry"),
            Map.entry("partition", "partitions"),
            Map.entry("incremental", "incremental"),
            Map.entry("record", "incremental"),
            Map.entry("query", "request"),
            Map.entry("header", "request"),
            Map.entry("method", "request"),
            Map.entry("body", "request"),
            Map.entry("max", "advanced"),
            Map.entry("queue", "advanced"),
            Map.entry("stop", "advanced"),
            Map.entry("allow", "advanced"));

    private ConfigurationSource() {}

    static String text() {
        List<Option<?>> options = EndpointJob.OPTIONS;
        return """
                package org.sakia.component;

                import java.util.LinkedHashMap;
                import java.util.Map;
                import javax.annotation.processing.Generated;
                import org.apache.camel.spi.Metadata;
                import org.apache.camel.spi.UriParam;
                import org.apache.camel.spi.UriParams;

                /**
                 * The options of a job as an endpoint has them, as texts: they are read where those of a configuration file are.
                 * Generated from {@code org.sakia.config.Options}; CONTRIBUTING.md says how.
                 */
                @Generated("org.sakia.component.ConfigurationSource")
                @UriParams
                public final class SakiaConfiguration {

                %s
                    /** Those that are set, by name; an entry of a map as {@code query.status}. */
                    Map<String, String> texts() {
                        Map<String, String> texts = new LinkedHashMap<>();
                %s        return texts;
                    }

                    private static void put(Map<String, String> texts, String name, String value) {
                        if (value != null) {
                            texts.put(name, value);
                        }
                    }

                    private static void putAll(Map<String, String> texts, String prefix, Map<String, Object> entries) {
                        entries.forEach((name, value) -> texts.put(prefix + name, String.valueOf(value)));
                    }
                %s}
                """
                .formatted(
                        options.stream().map(ConfigurationSource::field).collect(Collectors.joining("\n")),
                        options.stream().map(ConfigurationSource::put).collect(Collectors.joining()),
                        options.stream().map(ConfigurationSource::accessors).collect(Collectors.joining()));
    }

    /** What tools sort options by. */
    static String group(Option<?> option) {
        return GROUPS.getOrDefault(
                option.key().split("-")[0].equals("limit") && option.key().equals("limit-param")
                        ? "paging"
                        : option.key().split("-")[0],
                "paging");
    }

    /** The words that an option may be set to; empty if there is no such list. */
    static List<String> words(Option<?> option) {
        String list = "word, ";
        return option.type().startsWith(list)
                ? List.of(option.type().substring(list.length()).split(" or "))
                : List.of();
    }

    /** The default, where it is one value for all. */
    static String defaultValue(Option<?> option) {
        String text = option.defaultText();
        return required(option) || option.isMap() || text.contains(" ") || text.contains("<") ? "" : text;
    }

    static boolean required(Option<?> option) {
        return option.required() || option.key().equals("state");
    }

    static String description(Option<?> option) {
        if (option == Options.STATE) {
            return "Names the folder of the ledger, which remembers what was delivered; relative to the working directory.";
        }
        // Camel's generator drops some characters.
        return EndpointJob.camelCase(option.help())
                .replace("`", "")
                .replace(".*", ".name")
                .replace('"', '\'')
                .replaceAll(" \\(exit code \\d\\)", "");
    }

    private static String field(Option<?> option) {
        List<String> attributes = new ArrayList<>();
        attributes.add("label = \"" + group(option) + "\"");
        if (option.isMap()) {
            attributes.add("prefix = \"" + option.camelCaseKey() + ".\"");
            attributes.add("multiValue = true");
        }
        if (!defaultValue(option).isEmpty()) {
            attributes.add("defaultValue = \"" + defaultValue(option) + "\"");
        }
        if (!words(option).isEmpty()) {
            attributes.add("enums = \"" + String.join(",", words(option)) + "\"");
        }
        if (option.secret()) {
            attributes.add("secret = true");
        }
        attributes.add("description = " + literal(description(option)));
        String name = option.camelCaseKey();
        return "    @UriParam(\n            " + String.join(",\n            ", attributes) + ")\n"
                + (required(option) ? "    @Metadata(required = true)\n" : "")
                + (option.isMap()
                        ? "    private Map<String, Object> " + name + " = new LinkedHashMap<>();\n"
                        : "    private String " + name + ";\n");
    }

    private static String literal(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split("(?<= )")) {
            if (line.length() + word.length() > WIDTH) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(word.replace("\\", "\\\\").replace("\"", "\\\""));
        }
        lines.add(line.toString());
        return lines.stream().map(part -> "\"" + part + "\"").collect(Collectors.joining("\n                    + "));
    }

    private static String put(Option<?> option) {
        String name = option.camelCaseKey();
        return option.isMap()
                ? "        putAll(texts, \"" + name + ".\", " + name + ");\n"
                : "        put(texts, \"" + name + "\", " + name + ");\n";
    }

    private static String accessors(Option<?> option) {
        String name = option.camelCaseKey();
        String type = option.isMap() ? "Map<String, Object>" : "String";
        String capital = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        return "\n    public " + type + " get" + capital + "() {\n        return " + name
                + ";\n    }\n\n    public void set" + capital + "(" + type + " " + name + ") {\n        this." + name
                + " = " + name + ";\n    }\n";
    }
}
