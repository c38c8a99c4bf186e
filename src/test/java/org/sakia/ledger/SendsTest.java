package org.sakia.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sakia.ledger.LedgerFixtures.NOON;
import static org.sakia.ledger.LedgerFixtures.ORDERS;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SendsTest {

    @TempDir
    private Path state;

    private Ledger ledger;
    private Sends sends;

    @BeforeEach
    void open() {
        ledger = Ledger.open(state);
        sends = ledger.take("orders", ORDERS).limit().sends();
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void aNewProcessKnowsTheSendsInOrderToTheNanosecond() {
        sends.sent(NOON.plusNanos(1_000_000_001));
        sends.sent(NOON);
        sends.sent(NOON.plusNanos(1));

        ledger.close();
        open();

        assertThat(sends.since(NOON)).containsExactly(NOON, NOON.plusNanos(1), NOON.plusNanos(1_000_000_001));
    }

    @Test
    void requestsThatLeftAtTheSameInstantCountEach() {
        sends.sent(NOON);
        sends.sent(NOON);

        assertThat(sends.since(NOON)).containsExactly(NOON, NOON);
    }

    @Test
    void sendsBeforeTheAskedTimeAreLeftOut() {
        sends.sent(NOON.minusNanos(1));
        sends.sent(NOON);

        assertThat(sends.since(NOON)).containsExactly(NOON);
    }

    @Test
    void sendsOfAnotherJobAreNotMixedIn() {
        try (JobLedger other = ledger.take("customers", Map.of())) {
            other.limit().sends().sent(NOON);
        }

        assertThat(sends.since(NOON)).isEmpty();
    }

    @Test
    void sendsOlderThanTheRetentionAreForgottenAndYoungerOnesAreNot() {
        sends.keep(Duration.ofSeconds(60));
        for (int second = 0; second < 2_000; second++) {
            sends.sent(NOON.plusSeconds(second));
        }

        assertThat(sends.since(NOON))
                .hasSizeBetween(60, 700)
                .contains(NOON.plusSeconds(1_999 - 60))
                .doesNotContain(NOON);
    }
}
