package org.sakia.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.sakia.ledger.LedgerFixtures.page;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobLockTest {

    @TempDir
    private Path state;

    private Ledger ledger;
    private Process other;

    @BeforeEach
    void open() {
        ledger = Ledger.open(state);
    }

    @AfterEach
    void close() throws InterruptedException {
        ledger.close();
        if (other != null) {
            other.destroyForcibly().waitFor();
        }
    }

    /** A second process; answers its first line, which tells whether it got the job. */
    private String start(String job) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        other = new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockHolder.class.getName(),
                        state.toString(),
                        job)
                .redirectErrorStream(true)
                .start();
        BufferedReader output = other.inputReader();
        return output.lines()
                .filter(line -> line.equals("held") || line.contains("Exception"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aJobThatAnotherProcessHoldsIsRefusedAndItsHolderNamed() throws Exception {
        assertThat(start("orders")).isEqualTo("held");

        JobLockedException refusal =
                catchThrowableOfType(JobLockedException.class, () -> ledger.take("orders", Map.of()));

        assertThat(refusal).hasMessageContaining("job orders is held by process " + other.pid() + " on host ");
        assertThat(refusal.holder())
                .hasValueSatisfying(holder -> assertThat(holder.mayBeAlive()).isTrue());
    }

    @Test
    void aJobThatThisProcessHoldsIsRefusedToAnother() throws Exception {
        ledger.take("orders", Map.of());

        assertThat(start("orders"))
                .contains(
                        "JobLockedException",
                        "process " + ProcessHandle.current().pid());
    }

    @Test
    void aRefusalInThisProcessDoesNotLoseTheLockToAnother() throws Exception {
        ledger.take("orders", Map.of());
        assertThatThrownBy(() -> ledger.take("orders", Map.of())).isInstanceOf(JobLockedException.class);

        assertThat(start("orders")).contains("JobLockedException");
    }

    @Test
    void aKilledHolderDoesNotBlockAndItsRowsStand() throws Exception {
        assertThat(start("orders")).isEqualTo("held");
        other.destroyForcibly().waitFor();

        List<JobStatus> left = Ledger.status(state, List.of("orders"), 0);
        assertThat(left.get(0).holder())
                .hasValueSatisfying(holder -> assertThat(holder.mayBeAlive()).isFalse());
        try (JobLedger job = ledger.take("orders", Map.of())) {
            assertThat(job.state()).isEqualTo(JobState.RUNNING);
            assertThat(job.ended(page(0))).isTrue();
        }
    }

    @Test
    void anotherJobIsFreeToAnotherProcess() throws Exception {
        ledger.take("customers", Map.of());

        assertThat(start("orders")).isEqualTo("held");
    }

    @Test
    void aSecondLedgerOfTheSameProcessIsRefusedToo() {
        ledger.take("orders", Map.of());

        try (Ledger second = Ledger.open(state)) {
            assertThatThrownBy(() -> second.take("orders", Map.of()))
                    .isInstanceOf(JobLockedException.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void aJobThatWasGivenBackCanBeTakenAndItsLockFileStays() {
        ledger.take("orders", Map.of()).close();
        ledger.take("orders", Map.of()).close();

        assertThat(Ledger.status(state, List.of("orders"), 0).get(0).holder()).isEmpty();
        assertThat(Files.exists(state.resolve("orders.lock"))).isTrue();
    }
}
