package org.sakia.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sakia.request.Rate;
import org.sakia.units.Durations;

/** What options must say together, within one job and among jobs. Rules skip options that have no value. */
final class JobRules {

    private final JobDraft job;

    private JobRules(JobDraft job) {
        this.job = job;
    }

    /** Reports to the draft whatever its options contradict. */
    static void check(JobDraft job) {
        JobRules rules = new JobRules(job);
        rules.everyQueryParameterHasOneSource();
        rules.marginFitsIntoEveryPeriod();
        rules.burstFitsIntoEveryRate();
        rules.delaysAreInOrder();
        rules.mergeFitsTheSink();
        rules.kafkaIsComplete();
        PagingRules.check(job);
        LimitRules.check(job);
        AuthRules.check(job);
    }

    /** Reports a strategy that this job cannot have; the lab may run any. */
    static void checkStrategy(JobDraft job) {
        Optional<Strategy> strategy = job.value(Options.STRATEGY);
        Optional<Boolean> rate =
                job.value(Options.RATE).map(setting -> !setting.rates().isEmpty());
        if (strategy.isEmpty() || rate.isEmpty()) {
            return;
        }
        String word = strategy.get().word();
        if (strategy.get().isForLabOnly()) {
            job.problem(
                    Options.STRATEGY.key(),
                    word + " " + strategy.get().risk().orElseThrow() + "; it runs in the lab only, take paced");
        } else if (!strategy.get().hasRate() && rate.get()) {
            job.problem(Options.STRATEGY.key(), word + " keeps no rate: set rate = none, or take paced");
        } else if (!strategy.get().keepsLimits() && strategy.get().hasRate() && !rate.get()) {
            job.problem(Options.STRATEGY.key(), word + " needs a rate; write one, or take paced");
        }
    }

    private void everyQueryParameterHasOneSource() {
        Map<String, String> owners = new HashMap<>();
        job.value(Options.URL).ifPresent(url -> UrlQuery.of(url).forEach(inUrl -> owners.put(inUrl.name(), "the url")));
        job.value(Options.QUERY).ifPresent(query -> query.keySet().forEach(name -> {
            String key = Options.QUERY.key() + "." + name;
            claim(owners, name, key, "write it in one of them only");
        }));
        job.value(Options.AUTH_KEY_PARAM)
                .flatMap(name -> name)
                .ifPresent(name -> claim(owners, name, Options.AUTH_KEY_PARAM.key(), "write it in one of them only"));
        PagingRules.parameters(job)
                .forEach((key, name) ->
                        claim(owners, name, key, "paging sets it: take it out there, or name another parameter here"));
    }

    private void claim(Map<String, String> owners, String name, String key, String remedy) {
        String owner = owners.putIfAbsent(name, key);
        if (owner != null) {
            job.problem(key, "the query parameter '" + name + "' is also set by " + owner + "; " + remedy);
        }
    }

    private void marginFitsIntoEveryPeriod() {
        Optional<Duration> margin = job.value(Options.RATE_MARGIN).flatMap(value -> value);
        Optional<Duration> shortest = rates().stream().map(Rate::period).min(Comparator.naturalOrder());
        if (margin.isPresent() && shortest.isPresent() && margin.get().compareTo(shortest.get()) >= 0) {
            job.problem(
                    Options.RATE_MARGIN.key(),
                    Durations.text(margin.get()) + " is not shorter than the shortest period of rate, "
                            + Durations.text(shortest.get()) + "; 1 % of the period is usually plenty");
        }
    }

    private void burstFitsIntoEveryRate() {
        int burst = job.value(Options.BURST).orElse(1);
        rates().stream().map(Rate::requests).min(Comparator.naturalOrder()).ifPresent(fewest -> {
            if (burst > fewest) {
                job.problem(
                        Options.BURST.key(),
                        burst + " requests at once are more than the smallest number of rate, " + fewest
                                + ", allows in a whole period; write " + fewest + " or less");
            }
        });
    }

    private List<Rate> rates() {
        return job.value(Options.RATE).map(RateSetting::rates).orElse(List.of());
    }

    private void delaysAreInOrder() {
        Optional<Duration> first = job.value(Options.RETRY_DELAY);
        Optional<Duration> longest = job.value(Options.RETRY_MAX_DELAY);
        if (first.isPresent() && longest.isPresent() && first.get().compareTo(longest.get()) > 0) {
            Option<?> blamed = job.isSet(Options.RETRY_DELAY) ? Options.RETRY_DELAY : Options.RETRY_MAX_DELAY;
            job.problem(
                    blamed.key(),
                    "retry-delay, " + Durations.text(first.get()) + ", is longer than retry-max-delay, "
                            + Durations.text(longest.get()) + "; swap or change them");
        }
    }

    private void mergeFitsTheSink() {
        Optional<Path> merge = job.value(Options.MERGE).flatMap(value -> value);
        Optional<Path> out = job.value(Options.OUT);
        if (merge.isPresent() && out.isPresent() && nested(merge.get(), out.get())) {
            job.problem(
                    Options.MERGE.key(),
                    "'" + merge.get() + "' must not lie inside out, '" + out.get()
                            + "': that tree holds the pages alone; name a file beside it");
        }
        if (merge.isPresent()
                && job.value(Options.SINK)
                        .filter(sink -> !sink.equals(Options.FILE_SINK))
                        .isPresent()) {
            job.problem(
                    Options.MERGE.key(), "only sink = file writes pages that can be merged; take one of the two out");
        }
        if (job.isSet(Options.MERGE_SIZE) && !job.isSet(Options.MERGE)) {
            job.problem(Options.MERGE_SIZE.key(), "there is nothing to cut without merge; set merge to a file name");
        }
    }

    private void kafkaIsComplete() {
        boolean kafka =
                job.value(Options.SINK).filter(Options.KAFKA_SINK::equals).isPresent();
        if (kafka) {
            need(Options.KAFKA_BROKERS, "localhost:9092");
            need(Options.KAFKA_TOPIC, "orders");
        } else if (job.isSet(Options.KAFKA_TOPIC)) {
            job.problem(Options.KAFKA_TOPIC.key(), "only sink = kafka writes to a topic; set sink, or take this out");
        }
        if (job.isSet(Options.KAFKA_LEDGER_TOPIC)
                && !job.value(Options.KAFKA_TRANSACTIONAL).orElse(true)) {
            job.problem(
                    Options.KAFKA_LEDGER_TOPIC.key(),
                    "only transactions need a ledger topic; set kafka-transactional = true, or take this out");
        }
        Optional<String> topic = job.value(Options.KAFKA_TOPIC).flatMap(value -> value);
        if (topic.isPresent()
                && topic.equals(job.value(Options.KAFKA_LEDGER_TOPIC).flatMap(value -> value))) {
            job.problem(Options.KAFKA_LEDGER_TOPIC.key(), "must be another topic than kafka-topic");
        }
    }

    private void need(Option<Optional<String>> option, String example) {
        if (!job.isSet(option)) {
            job.problem(option.key(), "is missing, and sink = kafka needs it; write " + option.key() + " = " + example);
        }
    }

    /** Reports what jobs contradict each other in, such as file sinks that would write into each other. */
    static void checkTogether(List<JobDraft> jobs) {
        PagingRules.checkTogether(jobs);
        for (int later = 1; later < jobs.size(); later++) {
            for (int earlier = 0; earlier < later; earlier++) {
                keepApart(jobs.get(earlier), jobs.get(later));
                LimitRules.checkTogether(jobs.get(earlier), jobs.get(later));
            }
        }
    }

    private static void keepApart(JobDraft one, JobDraft other) {
        filesOf(one).forEach((key, path) -> filesOf(other).forEach((otherKey, otherPath) -> {
            if (nested(path, otherPath)) {
                other.problem(
                        otherKey,
                        "'" + otherPath + "' and the " + key + " of job " + one.name() + ", '" + path
                                + "', lie in each other; give every job its own");
            }
        }));
    }

    private static Map<String, Path> filesOf(JobDraft job) {
        Map<String, Path> files = new LinkedHashMap<>();
        if (job.value(Options.SINK).filter(Options.FILE_SINK::equals).isPresent()) {
            job.value(Options.OUT).ifPresent(out -> files.put(Options.OUT.key(), out));
            job.value(Options.MERGE).flatMap(value -> value).ifPresent(merge -> files.put(Options.MERGE.key(), merge));
        }
        return files;
    }

    private static boolean nested(Path one, Path other) {
        Path a = one.toAbsolutePath().normalize();
        Path b = other.toAbsolutePath().normalize();
        return a.startsWith(b) || b.startsWith(a);
    }
}
