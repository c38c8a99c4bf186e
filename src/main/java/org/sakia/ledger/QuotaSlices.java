package org.sakia.ledger;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many requests of one limit left in each slice of its quota's period, so that the count goes on over restarts.
 * Thread-safe. {@code --fresh} does not forget them: the API does not either.
 */
public final class QuotaSlices {

    private final Sqlite database;
    private final String name;

    QuotaSlices(Sqlite database, String name) {
        this.database = database;
        this.name = name;
    }

    /**
     * Notes that one request leaves. To be called before its first byte does.
     *
     * @param begin of the slice that it leaves in
     * @throws LedgerException if it cannot be written; the request must then stay at home
     */
    public void sent(Instant begin) {
        database.update(
                "INSERT INTO quota (name, begins, requests) VALUES (?, ?, 1)"
                        + " ON CONFLICT DO UPDATE SET requests = requests + 1",
                name,
                IsoTime.millis(begin));
    }

    /** The slices that begin at {@code since} or later; earlier ones are forgotten. */
    public Map<Instant, Long> since(Instant since) {
        database.update("DELETE FROM quota WHERE name = ? AND begins < ?", name, IsoTime.millis(since));
        Map<Instant, Long> slices = new TreeMap<>();
        database.list(
                        "SELECT begins, requests FROM quota WHERE name = ?",
                        row -> Map.entry(Instant.parse(row.getString(1)), row.getLong(2)),
                        name)
                .forEach(slice -> slices.put(slice.getKey(), slice.getValue()));
        return slices;
    }
}
