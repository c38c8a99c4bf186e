package org.sakia.request;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SendGateTest {

    private static final SendLimit.Patience PATIENCE = new SendLimit.Patience(
            Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofMinutes(10));
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Duration A_WHILE = Duration.ofMillis(300);

    private final ExecutorService workers = Executors.newCachedThreadPool();

    @AfterEach
    void stopWorkers() {
        workers.shutdownNow();
    }

    @Test
    void sendsThatAreSlowToLeaveAreNotFollowedByMore() throws Exception {
        SendGate gate = gate(2, Duration.ofMillis(50), PATIENCE);
        AtomicInteger granted = new AtomicInteger();
        List<Future<Void>> waiting = new ArrayList<>();
        for (int worker = 0; worker < 5; worker++) {
            waiting.add(workers.submit(() -> {
                gate.enter();
                gate.send();
                granted.incrementAndGet();
                return null;
            }));
        }

        await().during(A_WHILE).atMost(10, SECONDS).until(() -> granted.get() == 2);
        gate.departed();
        gate.departed();
        await().atMost(10, SECONDS).until(() -> granted.get() == 4);
        gate.released(false);
        await().atMost(10, SECONDS).until(() -> granted.get() == 5);
        assertThat(waiting).allSatisfy(done -> assertThat(done.get(10, SECONDS)).isNull());
    }

    @Test
    void whatEarlierProcessesSentCounts() {
        SendGate gate = gate(3, LONG, PATIENCE);
        gate.limit().remember(Collections.nCopies(3, Instant.now().minusSeconds(5)));

        Future<Long> next = workers.submit(turn(gate));

        await().during(A_WHILE).atMost(10, SECONDS).until(() -> !next.isDone());
    }

    @Test
    void whatEarlierProcessesSentLongAgoDoesNotCount() throws Exception {
        SendGate gate = gate(3, LONG, PATIENCE);
        gate.limit().remember(Collections.nCopies(3, Instant.now().minusSeconds(500)));

        assertThat(workers.submit(turn(gate)).get(10, SECONDS)).isNotNull();
    }

    @Test
    void aSendThatSeemsToLieAheadCountsAsJustSent() {
        SendGate gate = gate(1, LONG, PATIENCE);
        gate.limit().remember(List.of(Instant.now().plusSeconds(86_400)));

        Future<Long> next = workers.submit(turn(gate));

        await().during(A_WHILE).atMost(10, SECONDS).until(() -> !next.isDone());
    }

    @Test
    void noMoreWorkersThanAStepIsWideStandInFrontOfTheThrottle() {
        SendGate gate = gate(1, Duration.ofSeconds(1), PATIENCE);
        AtomicInteger inside = new AtomicInteger();
        CountDownLatch end = new CountDownLatch(1);
        for (int worker = 0; worker < 4; worker++) {
            workers.submit(() -> {
                gate.enter();
                inside.incrementAndGet();
                end.await();
                return null;
            });
        }

        await().during(A_WHILE).atMost(10, SECONDS).until(() -> inside.get() == 1);
        end.countDown();
    }

    @Test
    void aHoldBackHoldsTheWorkersBeforeAndAfterTheThrottle() throws Exception {
        SendGate gate = gate(10, Duration.ofMillis(50), PATIENCE);
        gate.enter();
        long refused = gate.send();
        gate.enter();
        gate.limit().holdBack(refused, Optional.of(Duration.ofSeconds(50)), "HTTP 429");

        Future<Long> after = workers.submit(gate::send);
        Future<Long> before = workers.submit(turn(gate));

        await().during(A_WHILE).atMost(10, SECONDS).until(() -> !after.isDone() && !before.isDone());
        assertThat(gate.waitingFor().orElse(""))
                .contains("held back by the API until")
                .contains("HTTP 429");
    }

    @Test
    void aSendThatWasSlowToLeaveDoesNotLeaveDuringAHoldBack() throws Exception {
        SendGate gate = gate(10, Duration.ofMillis(50), PATIENCE);
        gate.enter();
        long sent = gate.send();
        gate.limit().holdBack(sent, Optional.of(Duration.ofSeconds(50)), "HTTP 429");

        assertThatThrownBy(gate::departed).isInstanceOf(HeldBackException.class);
    }

    @Test
    void inAnOutageOneWorkerProbesAndTheOthersWaitForIt() throws Exception {
        SendGate gate = gate(10, Duration.ofMillis(50), PATIENCE);
        gate.limit().unreachable("connection refused");
        AtomicInteger probes = new AtomicInteger();
        for (int worker = 0; worker < 5; worker++) {
            workers.submit(() -> {
                gate.enter();
                return probes.incrementAndGet();
            });
        }

        await().during(A_WHILE).atMost(10, SECONDS).until(() -> probes.get() == 1);
        gate.limit().answered();
        await().atMost(10, SECONDS).until(() -> probes.get() == 5);
    }

    @Test
    void aProbeThatIsDroppedOnItsWayLeavesThePlaceToAnother() throws Exception {
        SendGate gate = gate(10, Duration.ofMillis(50), PATIENCE);
        gate.limit().unreachable("connection refused");
        workers.submit(() -> {
                    gate.enter();
                    gate.leave();
                    return null;
                })
                .get(10, SECONDS);

        assertThat(workers.submit(turn(gate)).get(10, SECONDS)).isNotNull();
    }

    @Test
    void anOutageLongerThanGiveUpAfterEndsTheJob() {
        SendGate gate = gate(
                10,
                Duration.ofMillis(50),
                new SendLimit.Patience(
                        Duration.ofMillis(10), Duration.ofMillis(10), Duration.ofMinutes(1), Duration.ofMillis(100)));
        gate.limit().unreachable("connection refused");
        Future<?> job = workers.submit(() -> {
            while (true) {
                gate.enter();
                gate.send();
                gate.limit().unreachable("connection refused");
                gate.released(false);
            }
        });

        assertThatThrownBy(() -> job.get(10, SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(JobAbortedException.class)
                .hasMessageContaining("give-up-after")
                .hasMessageContaining("connection refused");
    }

    @Test
    void closingWakesWhoeverWaitsAndLetsNothingLeave() throws Exception {
        SendGate gate = gate(1, LONG, PATIENCE);
        gate.enter();
        gate.send();
        Future<Long> inFrontOfTheLimit = workers.submit(turn(gate));
        Future<Long> inFrontOfTheThrottle = workers.submit(turn(gate));
        await().during(A_WHILE).atMost(10, SECONDS).until(() -> !inFrontOfTheLimit.isDone());

        gate.close("stopped");

        for (Future<Long> waiting : List.of(inFrontOfTheLimit, inFrontOfTheThrottle)) {
            assertThatThrownBy(() -> waiting.get(10, SECONDS))
                    .cause()
                    .isInstanceOfAny(PageDroppedException.class, InterruptedException.class);
        }
        assertThatThrownBy(gate::departed).isInstanceOf(PageDroppedException.class);
        assertThatThrownBy(gate::enter).isInstanceOf(PageDroppedException.class);
    }

    private static Callable<Long> turn(SendGate gate) {
        return () -> {
            gate.enter();
            return gate.send();
        };
    }

    private static SendGate gate(int most, Duration length, SendLimit.Patience patience) {
        return new SendGate(new SendLimit(Pace.of(List.of(new Pace.Window(most, length)), 1), patience));
    }
}
