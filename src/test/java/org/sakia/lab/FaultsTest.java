package org.sakia.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FaultsTest {

    private static final Faults SOME = new Faults(0.05, 0.1, 0.02, 0.08, 0.15, 7);

    @Test
    void theSameSeedGivesTheSameFaults() {
        assertThat(drawn(SOME)).isEqualTo(drawn(new Faults(0.05, 0.1, 0.02, 0.08, 0.15, 7)));
        assertThat(drawn(SOME)).isNotEqualTo(drawn(SOME.withSeed(8)));
    }

    @Test
    void faultsComeAtTheirShares() {
        List<Fault> drawn = drawn(SOME);

        assertThat(share(drawn, Fault.SERVER_ERROR)).isCloseTo(0.05, within(0.01));
        assertThat(share(drawn, Fault.RESET)).isCloseTo(0.1, within(0.01));
        assertThat(share(drawn, Fault.HANG)).isCloseTo(0.02, within(0.01));
        assertThat(share(drawn, Fault.TRUNCATED)).isCloseTo(0.08, within(0.01));
        assertThat(share(drawn, Fault.JUNK)).isCloseTo(0.15, within(0.01));
        assertThat(share(drawn, Fault.NONE)).isCloseTo(0.6, within(0.01));
    }

    @Test
    void aShareOfOneIsEveryRequest() {
        assertThat(drawn(Faults.NONE.withJunk(1))).containsOnly(Fault.JUNK);
        assertThat(drawn(Faults.NONE)).containsOnly(Fault.NONE);
    }

    @Test
    void sharesAboveOneAreRefused() {
        Faults half = Faults.NONE.withHang(0.6);

        assertThatThrownBy(() -> half.withReset(0.5)).hasMessageContaining("at most 1");
        assertThatThrownBy(() -> half.withReset(-0.1)).hasMessageContaining("0 to 1");
    }

    private static List<Fault> drawn(Faults faults) {
        return LongStream.range(0, 20_000).mapToObj(faults::at).toList();
    }

    private static double share(List<Fault> drawn, Fault fault) {
        return drawn.stream().filter(fault::equals).count() / (double) drawn.size();
    }
}
