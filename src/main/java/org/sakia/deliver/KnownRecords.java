package org.sakia.deliver;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.StreamCache;
import org.apache.camel.Variable;
import org.sakia.ledger.Increment;
import org.sakia.ledger.JobLedger;
import org.sakia.page.CutPage;
import org.sakia.page.FieldPath;
import org.sakia.page.Spool;
import org.sakia.page.SpoolException;
import org.sakia.plan.PageTask;
import org.sakia.plan.Watermark;
import org.sakia.request.JobAbortedException;

/**
 * Of an incremental job: notes the highest value in a page, and takes out the records that an earlier round has
 * delivered with the same key and value. Does nothing for any other job. Thread-safe.
 */
public final class KnownRecords {

    private final JobLedger ledger;
    private final Optional<RecordField> field;
    private final Optional<RecordField> key;
    private final int memoryBytes;
    private final Path folder;

    /**
     * @param field       that the job follows; empty if it is not incremental
     * @param key         what identifies a record; empty: nothing is taken out
     * @param memoryBytes of a page that are kept in memory
     * @param folder      where the rest goes
     */
    public KnownRecords(
            JobLedger ledger, Optional<FieldPath> field, Optional<FieldPath> key, int memoryBytes, Path folder) {
        this.ledger = ledger;
        this.field = field.map(RecordField::new);
        this.key = key.map(RecordField::new);
        this.memoryBytes = memoryBytes;
        this.folder = folder;
    }

    /**
     * Makes the message the page without the records that are known.
     *
     * @throws JobAbortedException if there is no room for what is kept of it
     */
    public void leaveOut(Exchange exchange, @Variable(PageTask.VARIABLE) PageTask task)
            throws IOException, InvalidPayloadException, JobAbortedException {
        if (field.isEmpty() || task.getRecords() == 0) {
            return;
        }
        boolean mayKnow = key.isPresent() && ledger.round().number() > 1;
        Spool kept = new Spool(memoryBytes, folder);
        Sift sift = new Sift(kept, mayKnow);
        try {
            sift.read(exchange.getMessage().getMandatoryBody(InputStream.class));
        } catch (SpoolException noRoom) {
            kept.discard();
            throw new JobAbortedException(noRoom.getMessage(), noRoom);
        } catch (IOException | RuntimeException e) {
            kept.discard();
            throw e;
        }
        if (key.isPresent()) {
            ledger.recordKeys().replace(task.getPage(), sift.hashes.stream().mapToLong(Long::longValue));
        }
        task.increment(
                new Increment(sift.highest.map(Watermark::text), sift.skipped),
                sift.skipped == 0 ? task.getCut() : sift.cut(task));
        if (sift.skipped > 0) {
            task.alsoRelease(kept::discard);
            exchange.getMessage().setBody(kept.toStreamCache().copy(exchange));
        } else {
            kept.discard();
            if (exchange.getMessage().getBody() instanceof StreamCache cache) {
                cache.reset();
            }
        }
    }

    /** One pass over one page. */
    private final class Sift {

        private final Spool kept;
        private final boolean mayKnow;
        private final CRC32C checksum = new CRC32C();
        private final List<Long> hashes = new ArrayList<>();
        private Optional<Watermark> highest = Optional.empty();
        private long skipped;
        private long records;

        Sift(Spool kept, boolean mayKnow) {
            this.kept = kept;
            this.mayKnow = mayKnow;
        }

        void read(InputStream ndjson) throws IOException {
            BufferedReader lines = new BufferedReader(new InputStreamReader(ndjson, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                record(line);
            }
            kept.close();
        }

        private void record(String line) throws IOException {
            Optional<RecordField.Value> value = field.orElseThrow().in(line);
            Optional<Watermark> mark =
                    value.flatMap(RecordField.Value::scalar).map(Watermark::new);
            if (mark.isPresent() && (highest.isEmpty() || mark.get().isAbove(highest.get()))) {
                highest = mark;
            }
            if (key.isPresent()) {
                Optional<RecordField.Value> own = key.get().in(line);
                // Without a key it may be any record with this value.
                if (own.isPresent()) {
                    String at = value.map(known -> Long.toString(known.hash())).orElse("");
                    long hash = Hash64.mix(own.get().hash(), at);
                    if (mayKnow && ledger.recordKeys().isKnown(hash, ledger.round())) {
                        skipped++;
                        return;
                    }
                    hashes.add(hash);
                }
            }
            if (mayKnow) {
                keep(line);
            }
        }

        private void keep(String line) throws IOException {
            byte[] bytes = (line + '\n').getBytes(StandardCharsets.UTF_8);
            kept.write(bytes, 0, bytes.length);
            checksum.update(bytes);
            records++;
        }

        CutPage cut(PageTask task) {
            return new CutPage(
                    records,
                    kept.size(),
                    checksum.getValue(),
                    task.getCut().total(),
                    task.getCut().found());
        }
    }
}
