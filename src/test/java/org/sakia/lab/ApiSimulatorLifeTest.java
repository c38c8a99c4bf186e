package org.sakia.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ApiSimulatorLifeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Client client = new Client();

    @Test
    void twoHundredSlowRequestsAreInFlightAtOnce() {
        ApiProfile slow = ApiProfile.builder()
                .latency(Duration.ofSeconds(3), Duration.ofSeconds(4))
                .build();
        try (ApiSimulator api = ApiSimulator.start(slow)) {
            List<CompletableFuture<HttpResponse<byte[]>>> open = IntStream.range(0, 200)
                    .mapToObj(i -> client.start(Client.with(api.uri(), "limit=1&offset=" + i)))
                    .toList();

            await().atMost(PATIENCE).until(() -> open.stream().allMatch(CompletableFuture::isDone));
            assertThat(open)
                    .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
            assertThat(api.referee().peakInFlight()).isBetween(100, 200);
            assertThat(api.referee().repeatedRequests()).isZero();
            await().atMost(PATIENCE).until(() -> api.referee().inFlight() == 0);
        }
    }

    @Test
    void aChangedLatencyAppliesToTheNextRequest() throws Exception {
        ApiProfile slow = ApiProfile.builder()
                .latency(Duration.ofHours(1), Duration.ofHours(1))
                .build();
        try (ApiSimulator api = ApiSimulator.start(slow)) {
            CompletableFuture<HttpResponse<byte[]>> waiting = client.start(api.uri());
            await().atMost(PATIENCE).until(() -> api.referee().inFlight() == 1);
            api.latency(Duration.ZERO, Duration.ZERO);

            assertThat(client.get(api.uri()).statusCode()).isEqualTo(200);
            assertThat(waiting).isNotDone();
        }
    }

    @Test
    void anOutageCutsAndRefusesConnectionsUntilItEnds() throws Exception {
        ApiProfile slow = ApiProfile.builder()
                .latency(Duration.ofHours(1), Duration.ofHours(1))
                .build();
        try (ApiSimulator api = ApiSimulator.start(slow)) {
            CompletableFuture<HttpResponse<byte[]>> cut = client.start(api.uri());
            await().atMost(PATIENCE).until(() -> api.referee().inFlight() == 1);
            api.latency(Duration.ZERO, Duration.ZERO);

            api.outage(true);

            await().atMost(PATIENCE).until(cut::isCompletedExceptionally);
            assertThatThrownBy(() -> client.get(api.uri())).isInstanceOf(ConnectException.class);
            await().atMost(PATIENCE).until(() -> api.referee().inFlight() == 0);

            api.outage(false);

            assertThat(client.get(api.uri()).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void closingCutsOpenRequestsAndFreesThePort() throws Exception {
        ApiSimulator api = ApiSimulator.start(ApiProfile.builder()
                .latency(Duration.ofHours(1), Duration.ofHours(1))
                .build());
        int port = api.uri().getPort();
        CompletableFuture<HttpResponse<byte[]>> cut = client.start(api.uri());
        await().atMost(PATIENCE).until(() -> api.referee().inFlight() == 1);

        api.close();
        api.close();

        await().atMost(PATIENCE).until(cut::isCompletedExceptionally);
        try (ServerSocket again = new ServerSocket()) {
            again.setReuseAddress(true);
            again.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            assertThat(again.isBound()).isTrue();
        }
    }

    @Test
    void closingDuringAnOutageFreesThePortToo() throws Exception {
        ApiSimulator api = ApiSimulator.start(ApiProfile.builder().build());
        int port = api.uri().getPort();
        api.outage(true);

        api.close();

        try (ServerSocket again = new ServerSocket()) {
            again.setReuseAddress(true);
            again.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            assertThat(again.isBound()).isTrue();
        }
    }

    @Test
    void fiveMegabytePagesArriveWhole() throws Exception {
        ApiProfile large =
                ApiProfile.builder().recordBytes(50_000).maxPageSize(100).build();
        try (ApiSimulator api = ApiSimulator.start(large)) {
            List<CompletableFuture<HttpResponse<byte[]>>> open = IntStream.range(0, 5)
                    .mapToObj(i -> client.start(Client.with(api.uri(), "limit=100&offset=" + i * 100)))
                    .toList();

            for (CompletableFuture<HttpResponse<byte[]>> page : open) {
                assertThat(Client.json(page.join()).get("results")).hasSize(100);
            }
            await().atMost(PATIENCE).until(() -> api.referee().served() == 5);
        }
    }
}
