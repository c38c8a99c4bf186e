package org.sakia.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far a partition reaches and how it is cut, as learnt from the answers: the total, the real page size, the first
 * empty page. Not thread-safe; {@link Plan} guards it.
 */
final class Extent {

    private static final Logger LOG = LoggerFactory.getLogger(Extent.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long UNKNOWN = -1;

    /** What the ledger keeps of it. */
    record Cursor(int step, long total, long end) {}

    private final TotalSource source;

    /** Short pages that were the last when they came, with the total of then. */
    private final Map<Long, Long> lastPages = new HashMap<>();

    private boolean known;
    private int step;
    private long total = UNKNOWN;
    private long totalSentNanos;
    private boolean totalHeard;
    private long end = UNKNOWN;
    private long lastWithRecords = UNKNOWN;

    private Extent(TotalSource source, int pageSize) {
        this.source = source;
        this.step = pageSize;
        if (source instanceof TotalSource.Known fixed) {
            total = fixed.records();
        }
    }

    static Extent restore(Optional<String> cursor, TotalSource source, int pageSize) {
        Extent extent = new Extent(source, pageSize);
        cursor.ifPresent(extent::restore);
        return extent;
    }

    private void restore(String json) {
        try {
            Cursor cursor = JSON.readValue(json, Cursor.class);
            known = true;
            step = cursor.step();
            end = cursor.end();
            if (!(source instanceof TotalSource.Known)) {
                total = cursor.total();
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the ledger holds a plan that cannot be read: " + json, e);
        }
    }

    String cursor() {
        try {
            return JSON.writeValueAsString(new Cursor(step, total, end));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes in one answer; true if anything that the ledger keeps has changed. */
    boolean learn(long sequence, long records, OptionalLong answered, long sentNanos) {
        boolean changed = !known;
        if (answered.isPresent() && !(source instanceof TotalSource.Known)) {
            // Answers overtake each other: only one that was asked for later knows better.
            if (!totalHeard || sentNanos - totalSentNanos >= 0) {
                changed |= total != answered.getAsLong();
                total = answered.getAsLong();
                totalSentNanos = sentNanos;
                totalHeard = true;
            }
        }
        if (!known) {
            known = true;
            if (total == UNKNOWN && !(source instanceof TotalSource.Unknown)) {
                LOG.warn(
                        "The first page has no number where total points, so the first empty page is taken for the end;"
                                + " set total, or total=none if the API does not say");
            }
            learnStep(records);
        }
        if (records == 0 && total == UNKNOWN && (end == UNKNOWN || sequence < end)) {
            end = sequence;
            changed = true;
        }
        return changed;
    }

    private void learnStep(long records) {
        boolean more = total == UNKNOWN || records < total;
        if (records > 0 && records != step && more && records <= Integer.MAX_VALUE) {
            LOG.info(
                    "Asked for {} records a page, the server gives {}: going on in steps of {}",
                    step,
                    records,
                    records);
            step = (int) records;
        }
    }

    /** Takes in how many records a page has; the total is the one that came with it. */
    void noteSize(long sequence, long records, OptionalLong answered) {
        if (records > 0) {
            lastWithRecords = Math.max(lastWithRecords, sequence);
        }
        lastPages.remove(sequence);
        boolean wasLast = answered.isPresent() && sequence * step + records >= answered.getAsLong();
        if (wasLast && records < step) {
            lastPages.put(sequence, answered.getAsLong());
        }
    }

    /**
     * Takes in what earlier runs delivered.
     *
     * @param withRecords the last page that has records
     * @param shortLast   short pages that were the last when they came, with the total of then
     */
    void resumed(OptionalLong withRecords, Map<Long, Long> shortLast) {
        withRecords.ifPresent(sequence -> lastWithRecords = Math.max(lastWithRecords, sequence));
        lastPages.putAll(shortLast);
    }

    /** The source says that nothing comes behind this page; true if that is new. */
    boolean endsWith(long sequence) {
        if (total != UNKNOWN || end != UNKNOWN && end <= sequence + 1) {
            return false;
        }
        end = sequence + 1;
        return true;
    }

    /** A page that was the last and short when it came, and is not the last any more; each is answered once. */
    OptionalLong takeOutgrownPage() {
        OptionalLong outgrown = lastPages.entrySet().stream()
                .filter(last -> total != UNKNOWN && total > last.getValue())
                .mapToLong(Map.Entry::getKey)
                .min();
        outgrown.ifPresent(lastPages::remove);
        return outgrown;
    }

    boolean isKnown() {
        return known;
    }

    int step() {
        return step;
    }

    OptionalLong total() {
        return total == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(total);
    }

    /** True for pages that hold or may hold records. The very first page always may. */
    boolean contains(long sequence) {
        if (!known) {
            return sequence == 0;
        }
        return total == UNKNOWN ? end == UNKNOWN || sequence < end : sequence * step < total;
    }

    boolean isPastEnd(long sequence) {
        return total == UNKNOWN && end != UNKNOWN && sequence > end;
    }

    OptionalLong pages() {
        if (total != UNKNOWN && known) {
            return OptionalLong.of((total + step - 1) / step);
        }
        return end == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(end);
    }

    Optional<String> doubt() {
        if (total != UNKNOWN || end == UNKNOWN || lastWithRecords < end) {
            return Optional.empty();
        }
        String said = lastWithRecords == end
                ? "page " + (end - 1) + " says that nothing comes behind it"
                : "page " + end + " was empty";
        return Optional.of(said + ", yet page " + lastWithRecords
                + " has records: without a total the end can't be told; set total");
    }
}
