package org.sakia.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * When the requests of one limit left, so that the limit holds across a restart. Thread-safe. Times are kept to the
 * nanosecond, and {@code --fresh} does not forget them: the API does not either.
 */
public final class Sends {

    private static final Duration KEPT_BY_DEFAULT = Duration.ofDays(1);
    private static final int SENDS_BETWEEN_PRUNINGS = 500;

    private final Sqlite database;
    private final String name;
    private final AtomicLong count = new AtomicLong();
    private volatile Duration kept = KEPT_BY_DEFAULT;

    Sends(Sqlite database, String name) {
        this.database = database;
        this.name = name;
    }

    /** How far back sends matter: the longest period of the limit, with its margin. One day unless said. */
    public void keep(Duration duration) {
        kept = duration;
    }

    /**
     * Notes that one request leaves. To be called before its first byte does: a send too many costs a moment, one too
     * few breaks the limit.
     *
     * @throws LedgerException if it cannot be written; the request must then stay at home
     */
    public void sent(Instant at) {
        database.update(
                "INSERT INTO send (name, at) VALUES (?, ?) ON CONFLICT DO UPDATE SET requests = requests + 1",
                name,
                IsoTime.nanos(at));
        if (count.getAndIncrement() % SENDS_BETWEEN_PRUNINGS == 0) {
            forget(at.minus(kept));
        }
    }

    /** One instant for each request that left at {@code since} or later, ascending. */
    public List<Instant> since(Instant since) {
        return database
                .list(
                        "SELECT at, requests FROM send WHERE name = ? AND at >= ? ORDER BY at",
                        row -> Collections.nCopies(row.getInt(2), Instant.parse(row.getString(1))),
                        name,
                        IsoTime.nanos(since))
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    private void forget(Instant before) {
        database.update("DELETE FROM send WHERE name = ? AND at < ?", name, IsoTime.nanos(before));
    }
}
