package org.sakia.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;
import org.sakia.plan.PartitionsException;

/**
 * The pages that a job's folder holds, in the order of their names. The names of one folder at each depth are held at a
 * time, for there may be hundreds of thousands of pages. Not thread-safe. Throws {@link PartitionsException} where a
 * folder cannot be listed.
 */
final class PagesOf implements Iterator<Path> {

    private final Deque<Iterator<Path>> folders = new ArrayDeque<>();
    private Optional<Path> next;

    PagesOf(Path out) {
        folders.push(names(out));
        next = find();
    }

    private Optional<Path> find() {
        while (!folders.isEmpty()) {
            if (!folders.peek().hasNext()) {
                folders.pop();
                continue;
            }
            Path entry = folders.peek().next();
            if (Files.isDirectory(entry)) {
                folders.push(names(entry));
            } else if (entry.getFileName().toString().matches(".*\\.ndjson(\\.gz)?")) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    private static Iterator<Path> names(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList().iterator();
        } catch (IOException e) {
            throw new PartitionsException("the pages in " + folder + " cannot be listed: " + e, e);
        }
    }

    @Override
    public boolean hasNext() {
        return next.isPresent();
    }

    @Override
    public Path next() {
        Path page = next.orElseThrow(NoSuchElementException::new);
        next = find();
        return page;
    }
}
