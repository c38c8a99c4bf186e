package org.sakia.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A process of its own for {@link JobLockTest}: takes a job, says so, and holds it until its input ends. */
final class LockHolder {

    private LockHolder() {}

    public static void main(String[] args) throws IOException {
        try (Ledger ledger = Ledger.open(Path.of(args[0]));
                JobLedger job = ledger.take(args[1], Map.of())) {
            job.save(LedgerFixtures.delivered(0));
            job.state(JobState.RUNNING);
            System.out.println("held");
            while (System.in.read() >= 0) {
                System.out.println("still held");
            }
        }
    }
}
