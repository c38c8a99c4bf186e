package org.sakia.lab.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

    @ParameterizedTest
    @CsvSource({
        "0.0006,0.6 ms",
        "0.5,500 ms",
        "0.9996,1 s",
        "4.24,4.2 s",
        "9.97,10 s",
        "85,85 s",
        "119.6,2 min",
        "629,10 min 29 s",
        "3599.6,1 h",
        "19020,5 h 17 min",
        "273600,3 d 4 h"
    })
    void times_are_said_with_two_parts_at_most(double seconds, String said) {
        assertThat(Words.time(seconds)).isEqualTo(said);
    }

    @Test
    void rates_are_said_as_people_do() {
        assertThat(Words.per(100, Duration.ofMinutes(1))).isEqualTo("100 a minute");
        assertThat(Words.per(3.14, Duration.ofHours(1))).isEqualTo("3.1 an hour");
        assertThat(Words.per("requests", 1200, Duration.ofSeconds(10))).isEqualTo("1,200 requests every 10 s");
        assertThat(Words.any(Duration.ofSeconds(10))).isEqualTo("any 10 s");
    }

    @Test
    void a_share_beyond_all_measure_is_not_pretended_to_be_one() {
        assertThat(Words.percent(0.331)).isEqualTo("33 %");
        assertThat(Words.percent(0.001)).isEqualTo("less than 1 %");
        assertThat(Words.percent(700)).isEqualTo("more than 1,000 %");
    }
}
