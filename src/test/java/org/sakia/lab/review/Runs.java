package org.sakia.lab.review;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.sakia.lab.Limiter;
import org.sakia.request.Rate;

/** Runs that nobody made: what each strategy's arithmetic does to an API of 8 s to 30 s and 100 a minute. */
final class Runs {

    private static final int BAN_AFTER = 50;

    private final ApiFacts api;
    private final Random dice = new Random(7);

    private Runs(ApiFacts api) {
        this.api = api;
    }

    static ApiFacts article() {
        return api(Duration.ofSeconds(8), Duration.ofSeconds(30), 1000);
    }

    static ApiFacts api(Duration fastest, Duration slowest, int requests) {
        return api(fastest, slowest, requests, Limiter.SLIDING);
    }

    static ApiFacts counting(Limiter limiter) {
        return api(Duration.ofSeconds(8), Duration.ofSeconds(30), 1000, limiter);
    }

    private static ApiFacts api(Duration fastest, Duration slowest, int requests, Limiter limiter) {
        Rate limit = new Rate(100, Duration.ofMinutes(1));
        return new ApiFacts("article", fastest, slowest, limit, limiter, false, BAN_AFTER, requests, 10, 60);
    }

    /** One of all. */
    static StrategyRun run(ApiFacts api, String strategy) {
        return review(api).runs().stream()
                .filter(run -> run.strategy().equals(strategy))
                .findFirst()
                .orElseThrow();
    }

    static Review review() {
        return review(article());
    }

    static Review review(ApiFacts api) {
        Runs runs = new Runs(api);
        int all = api.requests();
        int few = Math.min(100, all);
        return new Review(
                api,
                List.of(
                        runs.atOnce("sequential", 1, few, 14),
                        runs.atOnce("burst-gather", all, all, 40 + all / 4.0),
                        runs.atOnce("semaphore", api.workers(), all, 22),
                        runs.atOnce("bounded-gather", api.workers(), all, 22 + all / 20.0),
                        runs.atOnce("worker-pool", api.workers(), all, 21),
                        runs.inTime("token-bucket", i -> Math.max(0, (i - 100) * 0.6)),
                        runs.inTime("leaky-bucket", i -> i * 0.6 - (i % 50 == 49 ? 0.7 : 0)),
                        runs.inTime("sliding-window", i -> i / 100 * 60.2 - (i / 100 == 4 ? 0.4 : 0) + i % 100 * 0.004),
                        runs.inTime("adaptive", i -> i < 150 ? i * 0.5 : 75 + (i - 150) * 0.68),
                        runs.inTime("paced", i -> i * 0.606)));
    }

    private StrategyRun atOnce(String strategy, int most, int requests, double heap) {
        PriorityQueue<Double> free = new PriorityQueue<>();
        for (int i = 0; i < most; i++) {
            free.add(i * 0.003);
        }
        Book book = new Book(api);
        for (int i = 0; i < requests; i++) {
            double at = free.remove();
            free.add(book.ask(at, latency()));
        }
        return book.run(strategy, heap, requests < api.requests());
    }

    private StrategyRun inTime(String strategy, IntToDoubleFunction start) {
        Book book = new Book(api);
        for (int i = 0; i < api.requests(); i++) {
            book.ask(start.applyAsDouble(i), latency());
        }
        return book.run(strategy, 24, false);
    }

    private double latency() {
        double fastest = Words.seconds(api.fastest());
        return fastest + dice.nextDouble() * (Words.seconds(api.slowest()) - fastest);
    }

    /** What the API would write down. */
    private static final class Book {

        private final ApiFacts api;
        private final List<Double> arrivals = new ArrayList<>();
        private final List<Double> departures = new ArrayList<>();
        private final List<Double> served = new ArrayList<>();
        private long refused;
        private boolean banned;
        private double first = Double.MAX_VALUE;

        Book(ApiFacts api) {
            this.api = api;
        }

        double ask(double at, double latency) {
            double period = Words.seconds(api.limit().period());
            arrivals.add(at);
            served.removeIf(time -> time <= at - period);
            boolean refuse = banned || served.size() >= api.limit().requests();
            double end = at + (refuse ? 0.05 : latency);
            if (refuse) {
                refused++;
                banned |= api.banAfter() > 0 && refused >= api.banAfter();
            } else {
                served.add(at);
                first = Math.min(first, end);
            }
            departures.add(end);
            return end;
        }

        StrategyRun run(String strategy, double heap, boolean extrapolated) {
            double[] in = sorted(arrivals);
            double[] out = sorted(departures);
            double period = Words.seconds(api.limit().period());
            double span = Math.max(0.001, in[in.length - 1] - in[0]);
            double perPeriod = (in.length - 1) * period / span;
            double factor = extrapolated ? api.requests() / (double) in.length : 1;
            double latency = Words.seconds(api.fastest().plus(api.slowest())) / 2;
            boolean again = !strategy.contains("gather") && !strategy.matches("semaphore|worker-pool|sequential");
            Figures figures = new Figures(
                    api.requests(),
                    out[out.length - 1] * factor,
                    api.requests() / api.limit().perSecond() + latency,
                    perPeriod / api.limit().requests(),
                    Arrays.stream(Levels.inWindow(in, period, out[out.length - 1], 5000))
                            .max()
                            .orElse(0),
                    refused,
                    banned,
                    again ? 0 : refused,
                    Arrays.stream(Levels.of(in, out, out[out.length - 1], 5000))
                            .max()
                            .orElse(0),
                    heap,
                    first,
                    perPeriod,
                    extrapolated);
            return new StrategyRun(strategy, figures, in, out);
        }

        private static double[] sorted(List<Double> times) {
            return times.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        }
    }
}
