package org.sakia.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sakia.job.RouteFiles;

/** Writes the packed route files into a folder, for editing. */
final class RouteCopies {

    private RouteCopies() {}

    /**
     * Writes those that are not there; one that is there is left as it is.
     *
     * @return a line for each file, what became of it
     * @throws IOException if a file cannot be written; what is written by then stays
     */
    static List<String> write(Path folder) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, String> packed : RouteFiles.packed().entrySet()) {
            Path file = folder.resolve(packed.getKey());
            Files.createDirectories(file.getParent());
            lines.add(file + ": " + write(file, packed.getValue()));
        }
        return lines;
    }

    private static String write(Path file, String text) throws IOException {
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
            return "written";
        } catch (FileAlreadyExistsException there) {
            return "left as it is, "
                    + (Files.isRegularFile(file) && Files.readString(file).equals(text)
                            ? "the same as the packed one"
                            : "different from the packed one");
        }
    }
}
