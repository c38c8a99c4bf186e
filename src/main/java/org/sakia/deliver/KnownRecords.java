package org.sakia.deliver;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
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
            LongStream hashes = sift.read(exchange.getMessage().getMandatoryBody(InputStream.class));
            // Noted while the page is read: they need not all be in memory.
            ledger.recordKeys().replace(task.getPage(), hashes);
            kept.close();
        } catch (UncheckedIOException e) {
            kept.discard();
            throw noRoom(e.getCause());
        } catch (IOException | RuntimeException e) {
            kept.discard();
            throw e;
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

    private static IOException noRoom(IOException cause) throws JobAbortedException {
        if (cause instanceof SpoolException) {
            throw new JobAbortedException(cause.getMessage(), cause);
        }
        return cause;
    }

    /** One pass over one page. */
    private final class Sift {

        private final Spool kept;
        private final boolean mayKnow;
        private final CRC32C checksum = new CRC32C();
        private Optional<Watermark> highest = Optional.empty();
        private long skipped;
        private long records;

        Sift(Spool kept, boolean mayKnow) {
            this.kept = kept;
            this.mayKnow = mayKnow;
        }

        /** The hashes of the records that are kept and have a key; taking them reads the page. */
        LongStream read(InputStream ndjson) {
            BufferedReader lines = new BufferedReader(new InputStreamReader(ndjson, StandardCharsets.UTF_8));
            return lines.lines().map(this::hash).filter(OptionalLong::isPresent).mapToLong(OptionalLong::getAsLong);
        }

        private OptionalLong hash(String line) {
            try {
                return record(line);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private OptionalLong record(String line) throws IOException {
            Optional<RecordField.Value> value = field.orElseThrow().in(line);
            Optional<Watermark> mark = value.flatMap(RecordField.Value::scalar).map(Watermark::new);
            if (mark.isPresent() && (highest.isEmpty() || mark.get().isAbove(highest.get()))) {
                highest = mark;
            }
            // Without a key it may be any record with this value.
            Optional<RecordField.Value> own = key.isPresent() ? key.get().in(line) : Optional.empty();
            OptionalLong hash = OptionalLong.empty();
            if (own.isPresent()) {
                String at = value.map(known -> Long.toString(known.hash())).orElse("");
                hash = OptionalLong.of(Hash64.mix(own.get().hash(), at));
                if (mayKnow && ledger.recordKeys().isKnown(hash.getAsLong(), ledger.round())) {
                    skipped++;
                    return OptionalLong.empty();
                }
            }
            if (mayKnow) {
                keep(line);
            }
            return hash;
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
