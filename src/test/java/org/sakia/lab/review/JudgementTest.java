package org.sakia.lab.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sakia.lab.Limiter;

class JudgementTest {

    private static final ApiFacts API = Runs.article();
    private static final ApiFacts TOKENS = Runs.counting(Limiter.TOKEN);
    private static final ApiFacts LEAKS = Runs.counting(Limiter.LEAKY);
    private static final ApiFacts FEW = Runs.api(Duration.ofMillis(20), Duration.ofMillis(60), 20);

    private static final ApiFacts FAST = Runs.api(Duration.ofMillis(400), Duration.ofMillis(600), 1000);

    static Stream<Arguments> outcomes() {
        return Stream.of(
                row(
                        API,
                        RunOf.strategy("sequential")
                                .took(19_000, 0.031, 19.2)
                                .peak(4)
                                .extrapolated(),
                        "a handful of pages: at most 4 in one minute",
                        "one at a time at 19 s is 3.1 a minute, 3 % of the limit, so 1,000 requests would take"
                                + " 5 h 17 min instead of 10 min 30 s (reckoned from those it made)"),
                row(
                        API,
                        RunOf.strategy("sequential")
                                .took(20, 30, 0.02)
                                .peak(1000)
                                .refused(900)
                                .lost(900),
                        "every answer takes 600 ms or longer",
                        "one at a time at 20 ms is 3,000 a minute, where 100 are allowed; 900 requests were refused"),
                row(
                        API,
                        RunOf.strategy("semaphore").took(1875, 0.32, 18.8).peak(40),
                        "never more than 10 here), or happens to answer in 6 s, where 10 at a time are 100 a minute",
                        "10 at a time at 19 s are 32 a minute, 32 % of the limit, so 1,000 requests took 31 min 15 s"
                                + " instead of 10 min 30 s"),
                row(
                        FAST,
                        RunOf.strategy("semaphore")
                                .took(50, 12, 0.5)
                                .peak(1000)
                                .refused(880)
                                .lost(880)
                                .banned(),
                        "answer takes 6 s or longer, as 10 at a time are then no more than 100 a minute; this API"
                                + " takes 400 ms to 600 ms",
                        "10 at a time at 500 ms are 1,200 a minute, where 100 are allowed;"
                                + " 880 requests were refused, the API banned the client and"
                                + " 880 pages are lost"),
                row(
                        API,
                        RunOf.strategy("semaphore").took(630, 0.98, 6.1),
                        "by coincidence",
                        "at half of it 10 at a time would be 196 a minute, at twice of it 49 a minute"),
                row(
                        TOKENS,
                        RunOf.strategy("worker-pool").took(550, 1.2, 5).peak(180),
                        "6 s or longer",
                        "which this API let pass, as it hands out tokens"),
                row(
                        API,
                        RunOf.strategy("worker-pool")
                                .took(1875, 0.32, 18.8)
                                .peak(40)
                                .heap(21),
                        "never more than 10 here, with 21 MiB of heap",
                        "10 at a time at 19 s are 32 a minute"),
                row(
                        API,
                        RunOf.strategy("worker-pool")
                                .took(1000, 0.6, 10)
                                .peak(80)
                                .refused(1)
                                .lost(1),
                        "bounds what is in flight and nothing else",
                        "never sent more than 80 in one minute, but others use the same limit, or the API refuses for"
                                + " reasons of its own; 1 request was refused and 1 page is lost, as it tries nothing again"),
                row(
                        FAST,
                        RunOf.strategy("worker-pool")
                                .took(9, 63, 0.095)
                                .peak(1000)
                                .refused(900)
                                .lost(900),
                        "this API takes 400 ms to 600 ms",
                        "10 at a time at 500 ms are 1,200 a minute, and more as refusals come back sooner"),
                row(
                        FEW,
                        RunOf.strategy("semaphore").took(0.1, 150, 0.04).peak(20),
                        "the pages end before the limit does, as here: 20 requests took 100 ms with 10 at a time",
                        "there are more than 100 pages, because a permit says who may ask, not how often: 10 at a time"
                                + " at 40 ms are 15,000 a minute, where 100 are allowed"),
                row(
                        API,
                        RunOf.strategy("bounded-gather")
                                .took(1875, 0.32, 18.8)
                                .peak(40)
                                .heap(72),
                        "the pages are few",
                        "a task for every page waits in memory (72 MiB at the peak)"),
                row(
                        API,
                        RunOf.strategy("burst-gather")
                                .took(30, 700, 19)
                                .peak(1000)
                                .refused(900)
                                .banned()
                                .lost(900)
                                .inFlight(1000)
                                .heap(310),
                        "at most 100 pages or no limit at all; here 1,000 requests were 10 times what one minute",
                        "900 requests were refused, the API banned the client and 900 pages are lost, as it tries nothing"
                                + " again, and 1,000 in flight took 310 MiB"),
                row(
                        FEW,
                        RunOf.strategy("burst-gather")
                                .took(0.4, 1, 0.04)
                                .peak(20)
                                .inFlight(20),
                        "20 requests took 400 ms, where an even pace of 100 a minute takes 12 s",
                        "more than 100 pages"),
                row(
                        TOKENS,
                        RunOf.strategy("token-bucket").took(570, 1.1, 19).peak(190),
                        "as this one does: 190 in one minute arrived and nothing was refused",
                        "which this API let pass"),
                row(
                        API,
                        RunOf.strategy("token-bucket")
                                .took(700, 1.1, 19)
                                .peak(190)
                                .refused(90),
                        "what was saved in a pause",
                        "made 190 in one minute where 100 are allowed; 90 requests were refused"),
                row(
                        API,
                        RunOf.strategy("token-bucket"),
                        "here it used 99 % of the limit, and 1,000 requests took 10 min 30 s",
                        "up to 200 may then start in one minute, and 100 are allowed"),
                row(
                        API,
                        RunOf.strategy("leaky-bucket"),
                        "one request every 600 ms; here it used 99 % of the limit",
                        "at 100 in one minute of 100 allowed there is no margin"),
                row(
                        API,
                        RunOf.strategy("leaky-bucket").peak(101).refused(7),
                        "one request every 600 ms",
                        "leaves no margin, so it came to 101 in one minute where 100 are allowed; 7 requests"),
                row(
                        FEW,
                        RunOf.strategy("leaky-bucket").took(12, 1, 0.04).peak(20),
                        "one request every 600 ms; here it used 100 % of the limit, and 20 requests took 12 s",
                        "the limit would let all of them go together"),
                row(
                        FEW,
                        RunOf.strategy("sliding-window")
                                .took(0.1, 150, 0.04)
                                .peak(20)
                                .inFlight(11),
                        "matters; here 20 requests took 100 ms",
                        "when there are more than 100 pages, as the next burst may arrive a little early"),
                row(
                        LEAKS,
                        RunOf.strategy("sliding-window").refused(300).inFlight(100),
                        "100 in flight at once here",
                        "but this API leaks evenly and takes no large bursts; 300 requests were refused"),
                row(
                        API,
                        RunOf.strategy("sliding-window").inFlight(100),
                        "100 in flight at once here",
                        "a burst that arrives a little early is too many"),
                row(
                        API,
                        RunOf.strategy("adaptive").took(690, 0.92, 19).peak(120).refused(12),
                        "after 12 refusals it had sent 92 a minute on average, 92 % of the limit, and lost no page",
                        "12 times here, with 120 in one minute at the most"),
                row(
                        API,
                        RunOf.strategy("adaptive")
                                .took(90, 1.3, 19)
                                .peak(130)
                                .refused(50)
                                .banned()
                                .lost(700),
                        "this API made it pay",
                        "50 requests were refused, the API banned the client and 700 pages are lost"),
                row(API, RunOf.strategy("adaptive"), "nothing was refused here", "the limit sinks below 100 a minute"),
                row(
                        API,
                        RunOf.strategy("paced").took(636, 0.99, 19).inFlight(38),
                        "1,000 requests took 10 min 36 s, at 99 % of the limit, and never more than 100 in one minute,"
                                + " with 38 in flight and 24 MiB",
                        "20 of them start over 11 s, one every 600 ms"),
                row(
                        API,
                        RunOf.strategy("paced").took(1200, 0.5, 19).inFlight(15).peak(55),
                        "20 min instead of 10 min 30 s at 50 % of the limit",
                        "too few workers for the latency: 15 in flight at 19 s came to 50 a minute"),
                row(
                        API,
                        RunOf.strategy("paced").refused(80),
                        "the limit should be used and held",
                        "never sent more than 100 in one minute, but others use the same limit"),
                row(
                        API,
                        RunOf.strategy("paced").peak(104),
                        "the limit should be used",
                        "by more than the margin: 104 in one minute arrived where 100 are allowed; raise rate-margin"),
                row(
                        FEW,
                        RunOf.strategy("paced").took(12, 0.99, 0.04).peak(20),
                        "20 requests took 12 s",
                        "all pages would fit into the limit at once"),
                row(
                        API,
                        RunOf.strategy("somebody's-own").peak(300).refused(5),
                        "the most it sent was 300 in one minute",
                        "the limit is 100 a minute: 5 requests were refused"));
    }

    private static Arguments row(ApiFacts api, RunOf run, String good, String breaks) {
        return Arguments.of(api, run.of(api), good, breaks);
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void the_sentences_say_what_the_figures_say(ApiFacts api, StrategyRun run, String good, String breaks) {
        Judgement judgement = Judgement.of(api, run);

        assertThat(judgement.good()).startsWith("Good when ").contains(good).endsWith(".");
        assertThat(judgement.breaks())
                .startsWith("Breaks when ")
                .contains(breaks)
                .endsWith(".");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sequential",
                "burst-gather",
                "semaphore",
                "bounded-gather",
                "worker-pool",
                "token-bucket",
                "leaky-bucket",
                "sliding-window",
                "adaptive",
                "paced"
            })
    void different_outcomes_get_different_sentences(String strategy) {
        List<StrategyRun> outcomes = List.of(
                RunOf.strategy(strategy).of(API),
                RunOf.strategy(strategy).took(1900, 0.33, 19).peak(40).of(API),
                RunOf.strategy(strategy).peak(190).refused(90).lost(90).of(API),
                RunOf.strategy(strategy).peak(190).refused(90).lost(90).banned().of(API));

        Set<String> sentences = outcomes.stream()
                .map(run -> Judgement.of(API, run))
                .map(judgement -> judgement.good() + judgement.breaks())
                .collect(Collectors.toSet());

        assertThat(sentences).hasSize(4);
    }

    @Test
    void the_usual_runs_get_ten_different_pairs_of_sentences() {
        assertThat(Runs.review().runs())
                .extracting(run -> Judgement.of(API, run))
                .doesNotHaveDuplicates()
                .extracting(Judgement::breaks)
                .doesNotHaveDuplicates();
    }
}
