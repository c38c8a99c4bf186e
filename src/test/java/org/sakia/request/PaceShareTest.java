package org.sakia.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PaceShareTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final PaceShare share = new PaceShare(Duration.ofSeconds(10), 0);

    @Test
    void a_cut_halves_it_and_each_step_gives_a_twentieth_back() {
        share.cut(0);
        share.raise(9 * SECOND);
        assertThat(share.share()).isEqualTo(0.5);

        share.raise(10 * SECOND);
        share.raise(11 * SECOND);
        assertThat(share.share()).isEqualTo(0.55);
        assertThat(share.lowest()).isEqualTo(0.5);
    }

    @Test
    void a_step_is_never_longer_than_a_minute() {
        PaceShare hourly = new PaceShare(Duration.ofHours(1), 0);
        hourly.cut(0);
        hourly.raise(60 * SECOND);

        assertThat(hourly.share()).isEqualTo(0.55);
    }

    @Property
    void it_is_never_above_the_rate_and_never_nothing(@ForAll @Size(max = 300) List<Boolean> refusals) {
        PaceShare any = new PaceShare(Duration.ofSeconds(1), 0);
        long now = 0;
        for (boolean refusal : refusals) {
            now += SECOND;
            if (refusal) {
                any.cut(now);
            } else {
                any.raise(now);
            }
            assertThat(any.share()).isBetween(0.01, 1.0);
            assertThat(any.lowest()).isLessThanOrEqualTo(any.share());
        }
    }
}
