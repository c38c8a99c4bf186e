package org.sakia.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.sakia.ledger.Increment;
import org.sakia.page.CutPage;

/**
 * A page in work: what the fetch route remembers of it over all its attempts. It lives in the exchange variable
 * {@value #VARIABLE}, which a redelivery leaves alone, while it restores body and headers. Used by one worker at a
 * time.
 */
public final class PageTask {

    /** Name of the exchange variable; one that the routes behind a sink do not use by chance. */
    public static final String VARIABLE = "sakiaPage";

    /** How a page's work may end. */
    public enum Outcome {
        /** Not ended: the job stopped first, or the page lies past the end. It has no row. */
        DROPPED,
        DELIVERED,
        FAILED
    }

    private final Page page;
    private int attempts;
    private int sinkAttempts;
    private int hops;
    private int status;
    private String error = "";
    private Optional<String> movedTo = Optional.empty();
    private Optional<CutPage> cut = Optional.empty();
    private Map<String, String> limitFields = Map.of();
    private OptionalLong total = OptionalLong.empty();
    private String asked = "";
    private Increment increment = Increment.NONE;
    private Optional<String> next = Optional.empty();
    private Instant fetchedAt = Instant.EPOCH;
    private Outcome outcome = Outcome.DROPPED;
    private String file = "";
    private long fileBytes;
    private int given;
    private final List<Runnable> releases = new ArrayList<>();

    public PageTask(Page page) {
        this.page = page;
    }

    public Page getPage() {
        return page;
    }

    public String getKey() {
        return page.key();
    }

    /** Attempts that failed so far; hold-backs and outages do not count. */
    public int getAttempts() {
        return attempts;
    }

    /** Answers that it took so far, redirects included; hold-backs and outages do not count. */
    public int spent() {
        return attempts + hops + (cut.isPresent() ? 1 : 0);
    }

    public int getSinkAttempts() {
        return sinkAttempts;
    }

    /** Redirects followed for this page. */
    public int getHops() {
        return hops;
    }

    /** HTTP status of the last answer; 0 if there was none. */
    public int getStatus() {
        return status;
    }

    /** Why the last attempt failed, for a reader; empty if none did. */
    public String getError() {
        return error;
    }

    /** Where the page has moved to, an absolute URL that may be asked. */
    public Optional<String> getMovedTo() {
        return movedTo;
    }

    public Outcome getOutcome() {
        return outcome;
    }

    /** When the verified answer came. */
    public Instant getFetchedAt() {
        return fetchedAt;
    }

    /**
     * What the verified answer holds.
     *
     * @throws IllegalStateException if there is none yet
     */
    public CutPage getCut() {
        return cut.orElseThrow(() -> new IllegalStateException("page " + page + " has no verified body yet"));
    }

    /** The total that came with the answer. */
    public OptionalLong getTotal() {
        return total;
    }

    /** What the page has beside its records, where the job is incremental. */
    public Increment getIncrement() {
        return increment;
    }

    /**
     * Notes what a page of an incremental job holds.
     *
     * @param kept what is left of it without the records that an earlier round has delivered
     */
    public void increment(Increment found, CutPage kept) {
        increment = found;
        cut = Optional.of(kept);
    }

    /** The URL that was asked for it, as it was sent; it may hold secrets. */
    public String getAsked() {
        return asked;
    }

    /** Notes the URL that is asked for it. */
    public void asked(String url) {
        asked = url;
    }

    /** What asks for the page behind it, as the answer named it; empty at the end and where pages are numbered. */
    public Optional<String> getNext() {
        return next;
    }

    /** Notes what asks for the page behind this one. */
    public void next(Optional<String> key) {
        next = key;
    }

    /** What the last answer's fields said about limits, by name. */
    public Map<String, String> getLimitFields() {
        return limitFields;
    }

    public void limitFields(Map<String, String> fields) {
        limitFields = Map.copyOf(fields);
    }

    public long getRecords() {
        return getCut().records();
    }

    public void attemptFailed(int httpStatus, String why) {
        attempts++;
        refused(httpStatus, why);
    }

    public void sinkFailed(String why) {
        sinkAttempts++;
        error = why;
    }

    /** Notes a refusal that does not use an attempt. */
    public void refused(int httpStatus, String why) {
        status = httpStatus;
        error = why;
    }

    public void moved(String url) {
        hops++;
        movedTo = Optional.of(url);
    }

    public void verified(CutPage result, OptionalLong answeredTotal, int httpStatus, Runnable releaseBody) {
        cut = Optional.of(result);
        total = answeredTotal;
        status = httpStatus;
        fetchedAt = Instant.now();
        releases.add(releaseBody);
    }

    /** Notes where the sink put the page; an empty name if it is not a file. */
    public void stored(String relativeName, long bytes) {
        file = relativeName;
        fileBytes = bytes;
    }

    /** The page's file, relative to the job's folder; empty if there is none. */
    public String getFile() {
        return file;
    }

    public long getFileBytes() {
        return fileBytes;
    }

    /** Records at the beginning of the page that a sink of single records has taken already. */
    public int getGiven() {
        return given;
    }

    /** Notes that the sink has taken one more record, in the order of the page. */
    public void recordGiven() {
        given++;
    }

    /** Has {@link #release} free something more. */
    public void alsoRelease(Runnable more) {
        releases.add(more);
    }

    public void ended(Outcome how) {
        outcome = how;
    }

    /** Frees what holds the body: memory or a temp file. May be called again. */
    public void release() {
        releases.forEach(Runnable::run);
        releases.clear();
    }

    @Override
    public String toString() {
        return "page " + page;
    }
}
