package org.sakia.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sakia.request.Rate;

class ApiProfileTest {

    @Test
    void scalingDividesTimesAndLeavesCounts() {
        ApiProfile profile = ApiProfile.builder()
                .total(123)
                .latency(Duration.ofSeconds(8), Duration.ofSeconds(30))
                .phases(List.of(Phase.of(40, new Latency(Duration.ofSeconds(1), Duration.ofSeconds(1)))))
                .rates(new Rate(100, Duration.ofSeconds(60)))
                .build();

        ApiProfile scaled = profile.scaled(100);

        assertThat(scaled.total()).isEqualTo(profile.total());
        assertThat(scaled.latency()).isEqualTo(new Latency(Duration.ofMillis(80), Duration.ofMillis(300)));
        assertThat(scaled.latencyAt(40).max()).isEqualTo(Duration.ofMillis(10));
        assertThat(scaled.limit().rates()).containsExactly(new Rate(100, Duration.ofMillis(600)));
    }

    @Test
    void aPhaseHoldsFromItsArrivalUntilTheNext() {
        Latency slow = new Latency(Duration.ofSeconds(30), Duration.ofSeconds(30));
        Latency fast = new Latency(Duration.ofMillis(500), Duration.ofMillis(500));
        ApiProfile profile = ApiProfile.builder()
                .phases(List.of(Phase.of(10, slow), Phase.of(20, fast)))
                .build();

        assertThat(profile.latencyAt(9)).isEqualTo(Latency.NONE);
        assertThat(profile.latencyAt(10)).isEqualTo(slow);
        assertThat(profile.latencyAt(20)).isEqualTo(fast);
    }

    @Test
    void aTotalGrowsWithTheArrivalsUpToItsMost() {
        Total growing = new Total(1_000, 30, 1_100);

        assertThat(growing.at(0)).isEqualTo(1_000);
        assertThat(growing.at(2)).isEqualTo(1_060);
        assertThat(growing.at(4)).isEqualTo(1_100);
        assertThat(growing.at(Long.MAX_VALUE)).isEqualTo(1_100);
        assertThat(Total.fixed(7).at(99)).isEqualTo(7);
    }

    @Test
    void nonsenseIsRefusedWithTheRange() {
        assertThatThrownBy(() -> ApiProfile.builder().recordBytes(10).build()).hasMessageContaining("80");
        assertThatThrownBy(() -> ApiProfile.builder().maxPageSize(0).build()).hasMessageContaining("1 or more");
        assertThatThrownBy(() -> ApiProfile.builder().build().scaled(0)).hasMessageContaining("positive");
    }
}
