package org.sakia.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A properties file in UTF-8, read so that every entry knows its line and none hides another. */
final class PropertiesFile {

    /**
     * One key with its value.
     *
     * @param line the first of its lines, from 1
     */
    record Entry(String key, String value, int line) {}

    private static final Pattern COMMENT_OR_BLANK = Pattern.compile("[ \\t\\f]*([#!].*)?");
    private static final Pattern LAST_BACKSLASHES = Pattern.compile("\\\\+$");

    private final Path file;
    private final List<Entry> entries = new ArrayList<>();

    private PropertiesFile(Path file) {
        this.file = file;
    }

    /**
     * Reads a file; what is wrong with single lines goes to {@code problems}.
     *
     * @throws ConfigException if there is no such file or it cannot be read
     */
    static PropertiesFile read(Path file, Consumer<Problem> problems) {
        PropertiesFile result = new PropertiesFile(file);
        result.parse(text(file).lines().toList(), problems);
        result.reportDuplicates(problems);
        return result;
    }

    private static String text(Path file) {
        try {
            String text = Files.readString(file);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (NoSuchFileException e) {
            throw unreadable(
                    file, "there is no such configuration file; create it or name another one with" + " --config");
        } catch (CharacterCodingException e) {
            throw unreadable(file, "the configuration file is not in UTF-8; save it in that encoding");
        } catch (IOException e) {
            String why =
                    Files.isDirectory(file) ? "it is a directory" : e.getClass().getSimpleName();
            throw unreadable(
                    file,
                    "the configuration file cannot be read (" + why
                            + "); check its permissions or name another one with --config");
        }
    }

    private static ConfigException unreadable(Path file, String sentence) {
        return new ConfigException(List.of(new Problem("", file.toAbsolutePath().toString(), sentence)));
    }

    private void parse(List<String> lines, Consumer<Problem> problems) {
        int next = 0;
        while (next < lines.size()) {
            int first = next++;
            if (COMMENT_OR_BLANK.matcher(lines.get(first)).matches()) {
                continue;
            }
            while (next < lines.size() && continues(lines.get(next - 1))) {
                next++;
            }
            parseEntry(String.join("\n", lines.subList(first, next)), first + 1, problems);
        }
    }

    private static boolean continues(String line) {
        Matcher backslashes = LAST_BACKSLASHES.matcher(line);
        return backslashes.find() && backslashes.group().length() % 2 == 1;
    }

    private void parseEntry(String text, int line, Consumer<Problem> problems) {
        Properties parsed = new Properties();
        try {
            parsed.load(new StringReader(text));
        } catch (IllegalArgumentException | IOException e) {
            problems.accept(new Problem("", where(line), "a backslash and u need four hexadecimal digits after them"));
        }
        parsed.stringPropertyNames().forEach(key -> entries.add(new Entry(key, parsed.getProperty(key), line)));
    }

    private void reportDuplicates(Consumer<Problem> problems) {
        Map<String, List<Entry>> byKey =
                entries.stream().collect(Collectors.groupingBy(Entry::key, LinkedHashMap::new, Collectors.toList()));
        byKey.forEach((key, same) -> {
            if (same.size() > 1) {
                String lines = same.stream().map(entry -> "" + entry.line()).collect(Collectors.joining(" and "));
                problems.accept(new Problem(key, file + " lines " + lines, "is written twice; keep one of the lines"));
            }
        });
    }

    List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** "application.properties line 12" */
    String where(int line) {
        return file + " line " + line;
    }
}
