package org.sakia.pipeline;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The lines for application.properties that a page of docs/recipes tells its reader to write. */
record Recipe(String lines) {

    static final Path PAGES = Path.of("docs", "recipes");

    private static final Pattern BLOCK = Pattern.compile("```properties\n(.*?)```", Pattern.DOTALL);
    private static final Pattern VARIABLE = Pattern.compile("\\{\\{env:(\\w+)}}");
    private static final Pattern ORIGIN = Pattern.compile("^https?://[^/]+");

    static Recipe read(String page) {
        try {
            return new Recipe(BLOCK.matcher(Files.readString(PAGES.resolve(page)))
                    .results()
                    .map(block -> block.group(1))
                    .collect(Collectors.joining()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts the variables' values in, as Camel's property function does. */
    static UnaryOperator<String> resolver(Map<String, String> variables) {
        return text -> VARIABLE.matcher(text).replaceAll(variable -> {
            String value = variables.get(variable.group(1));
            if (value == null) {
                throw new IllegalStateException(variable.group());
            }
            return Matcher.quoteReplacement(value);
        });
    }

    /** A job's options, with the variables' values, and the vendor's origin replaced by another. */
    Map<String, String> options(String job, Map<String, String> variables, URI origin) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(lines));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String prefix = "sakia.job." + job + ".";
        Map<String, String> options = new LinkedHashMap<>();
        properties.stringPropertyNames().stream()
                .filter(key -> key.startsWith(prefix))
                .forEach(key -> options.put(
                        key.substring(prefix.length()), resolver(variables).apply(properties.getProperty(key))));
        options.replaceAll(
                (key, value) -> ORIGIN.matcher(value).replaceFirst(Matcher.quoteReplacement(origin.toString())));
        return options;
    }
}
