package org.sakia.deliver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.sakia.ledger.JobLedger;
import org.sakia.ledger.Totals;
import org.sakia.request.JobAbortedException;

/**
 * What the finish route does with a complete job: the merge, and then {@code _complete.json}, which tells whoever waits
 * for the export that nothing more comes. Used by one thread.
 */
public final class Finish {

    /** Comes last, beside the partitions' folders. */
    public static final String COMPLETE_FILE = "_complete.json";

    private static final String MERGED = "merged";
    private static final String MERGE_SIZE = "merge_size";
    private static final long NO_PARTS = 0;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String job;
    private final JobLedger ledger;
    private final BooleanSupplier complete;
    private final Optional<PageFiles> files;
    private final Optional<Path> merge;
    private final Optional<Long> mergeBytes;

    /**
     * @param complete whether every page was delivered and the counts agree
     * @param files    where the pages lie; empty for a sink that is not the file sink, which leaves nothing to do
     */
    public Finish(
            String job,
            JobLedger ledger,
            BooleanSupplier complete,
            Optional<PageFiles> files,
            Optional<Path> merge,
            Optional<Long> mergeBytes) {
        this.job = job;
        this.ledger = ledger;
        this.complete = complete;
        this.files = files;
        this.merge = merge;
        this.mergeBytes = mergeBytes;
    }

    /** Whether the job has come to its good end. */
    public boolean isComplete() {
        return complete.getAsBoolean();
    }

    /** Whether an earlier run has done all of this as it is asked for now, and nobody took it away since. */
    public boolean isDone() {
        if (files.isEmpty()) {
            return true;
        }
        Path summary = files.get().out().resolve(COMPLETE_FILE);
        try {
            JsonNode written = JSON.readTree(Files.readAllBytes(summary));
            List<Path> merged = new ArrayList<>();
            written.path(MERGED).forEach(file -> merged.add(Path.of(file.asText())));
            Optional<Path> first = merge.map(target -> new Merge(files.get(), target, mergeBytes).first());
            return first.equals(merged.stream().findFirst())
                    && written.path(MERGE_SIZE).asLong(NO_PARTS) == mergeBytes.orElse(NO_PARTS)
                    && merged.stream().allMatch(Files::isRegularFile);
        } catch (IOException notThere) {
            return false;
        }
    }

    /**
     * Merges and writes the closing summary.
     *
     * @throws JobAbortedException if they cannot be written; all pages stay delivered, and the next run tries again
     */
    public void write() throws JobAbortedException {
        if (files.isEmpty()) {
            return;
        }
        summarize(merge());
    }

    private List<Path> merge() throws JobAbortedException {
        try {
            return merge.isPresent() ? new Merge(files.get(), merge.get(), mergeBytes).write(ledger) : List.of();
        } catch (IOException e) {
            throw unwritten(merge.get(), "merge", e);
        }
    }

    private void summarize(List<Path> merged) throws JobAbortedException {
        Path out = files.orElseThrow().out();
        try {
            write(out, merged);
        } catch (IOException e) {
            throw unwritten(out.resolve(COMPLETE_FILE), "out", e);
        }
    }

    private static JobAbortedException unwritten(Path file, String option, IOException cause) {
        return new JobAbortedException(
                "all pages are delivered, but " + file + " (" + option + ") cannot be written: " + cause.getMessage()
                        + "; run again when that is mended, no page is asked for twice",
                cause);
    }

    private void write(Path folder, List<Path> merged) throws IOException {
        Totals totals = ledger.totals();
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("job", job);
        summary.put("records", totals.records());
        summary.put("pages", totals.deliveredPages());
        summary.put("bytes", totals.bytes());
        summary.put(MERGED, merged.stream().map(Path::toString).toList());
        mergeBytes.ifPresent(size -> summary.put(MERGE_SIZE, size));
        summary.put("completed_at", Instant.now().toString());
        Path out = Files.createDirectories(folder);
        Path beside = out.resolve(COMPLETE_FILE + ".part");
        Files.write(beside, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(summary));
        Files.move(
                beside,
                out.resolve(COMPLETE_FILE),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.ATOMIC_MOVE);
    }
}
