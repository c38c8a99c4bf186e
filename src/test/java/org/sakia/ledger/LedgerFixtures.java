package org.sakia.ledger;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.sakia.plan.Page;

/** Rows and settings that the tests of the ledger share. */
final class LedgerFixtures {

    static final Map<String, String> ORDERS = Map.of("url", "http://api/orders", "page-size", "100");
    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private LedgerFixtures() {}

    static Page page(long sequence) {
        return new Page(Page.NO_PARTITION, sequence);
    }

    static PageRow delivered(Page page) {
        String file = "_/000000/" + page.sequence() + ".ndjson";
        return new PageRow(
                page,
                PageState.DELIVERED,
                1,
                100,
                6_000,
                0xCAFEL,
                file,
                6_100,
                OptionalLong.of(1_000),
                Optional.empty(),
                Increment.NONE,
                200,
                "",
                NOON);
    }

    static PageRow delivered(long sequence) {
        return delivered(page(sequence));
    }

    static PageRow failed(long sequence) {
        return PageRow.failed(page(sequence), 10, Optional.empty(), 503, "the API answered 503 ten times", NOON);
    }
}
