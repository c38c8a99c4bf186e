package org.sakia.job;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.sakia.plan.PartitionsException;

/**
 * The values of partitions from a file, one a line, however many. Throws {@link PartitionsException} where the file
 * cannot be read.
 *
 * @param file UTF-8; empty lines count for nothing
 */
record ValuesFile(Path file) implements Iterable<String> {

    /** What editors and spreadsheets on Windows begin a file with. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    @Override
    public Iterator<String> iterator() {
        try {
            Lines lines = new Lines(Files.newBufferedReader(file));
            if (!lines.hasNext()) {
                throw new PartitionsException(
                        "the file of partition-values-file, " + file + ", has no values: write one a line");
            }
            return lines;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static String withoutMark(String first) {
        return first.startsWith(BYTE_ORDER_MARK) ? first.substring(1).strip() : first;
    }

    private PartitionsException unreadable(IOException cause) {
        return new PartitionsException(
                "the file of partition-values-file, " + file + ", cannot be read: " + cause, cause);
    }

    private final class Lines implements Iterator<String> {

        private final BufferedReader reader;
        private Optional<String> next;

        Lines(BufferedReader reader) {
            this.reader = reader;
            Optional<String> first = read().map(ValuesFile::withoutMark);
            this.next = first.filter(String::isEmpty).isPresent() ? read() : first;
        }

        private Optional<String> read() {
            try {
                String line = reader.readLine();
                while (line != null && line.isBlank()) {
                    line = reader.readLine();
                }
                if (line == null) {
                    reader.close();
                }
                return Optional.ofNullable(line).map(String::strip);
            } catch (IOException e) {
                throw unreadable(e);
            }
        }

        @Override
        public boolean hasNext() {
            return next.isPresent();
        }

        @Override
        public String next() {
            String value = next.orElseThrow(NoSuchElementException::new);
            next = read();
            return value;
        }
    }
}
