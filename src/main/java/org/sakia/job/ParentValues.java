package org.sakia.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.zip.GZIPInputStream;
import org.sakia.config.JobOptions;
import org.sakia.config.Options;
import org.sakia.config.ParentRecords;
import org.sakia.deliver.Finish;
import org.sakia.plan.PartitionsException;

/**
 * The values of partitions out of another job's records: one file of its is held open at a time. Throws
 * {@link PartitionsException} as long as that job is not complete, and where its files cannot be read.
 *
 * @param parent  the other job
 * @param records which of its fields
 */
record ParentValues(JobOptions parent, ParentRecords records) implements Iterable<String> {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public Iterator<String> iterator() {
        Path out = parent.get(Options.OUT);
        if (!Files.isRegularFile(out.resolve(Finish.COMPLETE_FILE))) {
            throw new PartitionsException("partition-from takes its values from the job " + parent.name()
                    + ", which is not complete: run that first");
        }
        return new Values(new PagesOf(out));
    }

    /** Holds the values of one page at a time. */
    private final class Values implements Iterator<String> {

        private final PagesOf pages;
        private Iterator<String> present = Collections.emptyIterator();

        Values(PagesOf pages) {
            this.pages = pages;
        }

        @Override
        public boolean hasNext() {
            while (!present.hasNext() && pages.hasNext()) {
                present = values(pages.next()).iterator();
            }
            return present.hasNext();
        }

        @Override
        public String next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return present.next();
        }
    }

    private List<String> values(Path page) {
        try {
            InputStream raw = Files.newInputStream(page);
            InputStream lines = page.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(lines, StandardCharsets.UTF_8))) {
                return reader.lines()
                        .map(this::value)
                        .filter(value -> !value.isEmpty())
                        .toList();
            }
        } catch (IOException | UncheckedIOException e) {
            throw new PartitionsException(page + " cannot be read: " + e, e);
        }
    }

    private String value(String json) {
        try {
            JsonNode found = JSON.readTree(json).at(records.field().toString());
            return found.isValueNode() && !found.isNull() ? found.asText() : "";
        } catch (IOException e) {
            throw new PartitionsException("a record of job " + parent.name() + " is no JSON", e);
        }
    }
}
