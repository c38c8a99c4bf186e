package org.sakia.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pages that the file sink wrote into a folder. */
record Output(Path folder) {

    private static final Pattern ID = Pattern.compile("\\{\"id\":(\\d+),");

    /** The page files, in source order. */
    List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".ndjson"))
                    .sorted()
                    .toList();
        }
    }

    /** The ids of all records, in source order. */
    List<Long> ids() throws IOException {
        return pages().stream().flatMap(Output::lines).map(Output::id).toList();
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long id(String line) {
        Matcher found = ID.matcher(line);
        if (!found.lookingAt()) {
            throw new IllegalStateException("no record of the simulator: " + line);
        }
        return Long.parseLong(found.group(1));
    }
}
