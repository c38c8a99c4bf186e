package org.sakia.pipeline;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.job.ExportJob;
import org.sakia.job.JobReport;
import org.sakia.lab.ApiProfile;
import org.sakia.lab.ApiSimulator;

/** An API that cannot be reached: all workers wait, one probes after each back-off, no page pays for it. */
@Timeout(120)
class OutageTest {

    private static final ApiProfile PROFILE = ApiProfile.builder()
            .total(1_500)
            .latency(Duration.ofMillis(20), Duration.ofMillis(60))
            .build();

    @TempDir
    Path folder;

    @Test
    void theRunGoesOnWhenTheApiIsBack() throws Exception {
        try (ApiSimulator api = ApiSimulator.start(PROFILE);
                Export export = export(api).with("retry-attempts", 3)) {
            ExportJob job = export.start();
            await().atMost(30, SECONDS).until(() -> api.referee().served() > 30);

            api.outage(true);
            await().atMost(10, SECONDS).until(() -> job.waitingFor().isPresent());
            String reason = job.waitingFor().orElse("");
            await().atMost(10, SECONDS).until(() -> job.stats().inFlight() <= 1);
            long requests = job.stats().requests();
            // back-offs of 100, 200, 400, 400 ... ms in 2 s: a handful of probes, where ten workers would make many
            await().pollDelay(Duration.ofSeconds(2)).atMost(10, SECONDS).until(() -> true);
            long probes = job.stats().requests() - requests;
            api.outage(false);
            JobReport report = job.report(job.await());

            assertThat(reason).contains("cannot be reached").contains("refused");
            assertThat(probes).isBetween(2L, 12L);
            assertThat(report.state()).isEqualTo("complete");
            assertThat(report.pages().failed()).isZero();
            assertThat(Export.records(export.out())).isEqualTo(ExportTest.records(PROFILE, 1_500));
        }
    }

    @Test
    void anOutageThatIsThereFromTheStartIsWaitedOut() throws Exception {
        try (ApiSimulator api = ApiSimulator.start(PROFILE);
                Export export = export(api).with("retry-attempts", 1)) {
            api.outage(true);
            ExportJob job = export.start();
            await().atMost(10, SECONDS).until(() -> job.stats().requests() >= 3);
            api.outage(false);

            assertThat(job.report(job.await()).state()).isEqualTo("complete");
        }
    }

    @Test
    void anOutageLongerThanGiveUpAfterEndsTheJob() throws Exception {
        try (ApiSimulator api = ApiSimulator.start(PROFILE);
                Export export = export(api).with("give-up-after", "800ms")) {
            ExportJob job = export.start();
            await().atMost(30, SECONDS).until(() -> api.referee().served() > 30);
            api.outage(true);

            JobReport report = job.report(job.await());

            assertThat(report.state()).isEqualTo("aborted");
            assertThat(report.message()).contains("could not be reached").contains("give-up-after");
            assertThat(report.pages().failed()).isZero();
            assertThat(job.stats().inFlight()).isZero();
        }
    }

    /** Behind a firewall that drops packets a connection is not refused, it just never stands. */
    @Test
    void connectionsThatNeverStandAreAnOutageAndNoAttempts() throws Exception {
        List<Socket> fillers = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Export export = Export.of(folder, "http://127.0.0.1:" + full.getLocalPort() + "/orders")
                        .with("rate", "none")
                        .with("timeout", "200ms")
                        .with("retry-attempts", 1)
                        .with("give-up-after", "1s")) {
            for (int filler = 0; filler < 5; filler++) {
                fillers.add(connecting(full));
            }

            JobReport report = export.run();

            assertThat(report.state()).isEqualTo("aborted");
            assertThat(report.message()).contains("could not be reached");
            assertThat(report.pages().failed()).isZero();
        } finally {
            for (Socket filler : fillers) {
                filler.close();
            }
        }
    }

    private static Socket connecting(ServerSocket full) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(full.getLocalSocketAddress(), 100);
        } catch (SocketTimeoutException noRoomLeft) {
            socket.close();
        }
        return socket;
    }

    private Export export(ApiSimulator api) {
        return Export.of(folder, api.uri())
                .with("rate", "100/1s")
                .with("workers", 10)
                .with("page-size", 10)
                .with("retry-delay", "100ms")
                .with("retry-max-delay", "400ms");
    }
}
