package org.sakia.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sakia.ledger.LedgerFixtures.ORDERS;
import static org.sakia.ledger.LedgerFixtures.delivered;
import static org.sakia.ledger.LedgerFixtures.failed;
import static org.sakia.ledger.LedgerFixtures.page;

import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordKeysTest {

    @TempDir
    private Path state;

    private Ledger ledger;
    private JobLedger job;

    @BeforeEach
    void open() {
        ledger = Ledger.open(state);
        job = ledger.take("orders", ORDERS);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void differentKeysAreNoRepetition() {
        job.recordKeys().replace(page(0), LongStream.range(0, 3_500));
        job.save(delivered(0));

        assertThat(job.recordKeys().repeated()).isZero();
    }

    @Test
    void aKeyThatStandsThreeTimesIsTwoRepeatedRecords() {
        job.recordKeys().replace(page(0), LongStream.of(1, 2, -3));
        job.recordKeys().replace(page(1), LongStream.of(-3, 4, -3));
        job.save(delivered(0));
        job.save(delivered(1));

        assertThat(job.recordKeys().repeated()).isEqualTo(2);
    }

    @Test
    void anotherAttemptOfAPageReplacesItsKeys() {
        job.recordKeys().replace(page(0), LongStream.range(0, 2_500));
        job.recordKeys().replace(page(0), LongStream.range(0, 2_000));
        job.save(delivered(0));

        assertThat(job.recordKeys().repeated()).isZero();
    }

    @Test
    void keysOfAnAttemptThatBrokeHalfWayAreReplaced() {
        LongStream broken = LongStream.range(0, 2_500).peek(n -> {
            if (n == 1_500) {
                throw new IllegalStateException("the body broke off");
            }
        });
        assertThatThrownBy(() -> job.recordKeys().replace(page(0), broken)).isInstanceOf(IllegalStateException.class);

        job.recordKeys().replace(page(0), LongStream.range(0, 2_500));
        job.save(delivered(0));

        assertThat(job.recordKeys().repeated()).isZero();
    }

    @Test
    void keysOfAPageThatFailedDoNotCount() {
        job.recordKeys().replace(page(0), LongStream.of(1, 2));
        job.recordKeys().replace(page(1), LongStream.of(1, 2));
        job.save(delivered(0));
        job.save(failed(1));

        assertThat(job.recordKeys().repeated()).isZero();
    }
}
