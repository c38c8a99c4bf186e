package org.sakia.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobRulesTest {

    private static final String JOB = "sakia.job.orders.";

    @TempDir
    Path folder;

    private List<String> problems(String... more) {
        return ConfigFixture.orders(folder, more).problems();
    }

    private List<String> problemsWithUrl(String url, String... more) {
        return ConfigFixture.orders(folder, more).override(JOB + "url", url).problems();
    }

    @Test
    void a_paging_parameter_in_the_url_clashes() {
        assertThat(problemsWithUrl("https://api.example.com/orders?limit=5&x=1"))
                .containsExactly(JOB + "limit-param (by default): the query parameter 'limit' is also set by the url;"
                        + " paging sets it: take it out there, or name another parameter here");
    }

    @Test
    void a_paging_parameter_among_query_clashes() {
        assertThat(problems(JOB + "query.off%73et=1", JOB + "offset-param=skip", JOB + "query.skip=2"))
                .containsExactly(
                        JOB + "offset-param (application.properties line 4): the query parameter 'skip' is also"
                                + " set by query.skip; paging sets it: take it out there, or name another parameter here");
    }

    @Test
    void two_paging_parameters_of_one_name_clash() {
        assertThat(problems(JOB + "limit-param=n", JOB + "page-param=n", JOB + "pagination=page"))
                .singleElement()
                .asString()
                .startsWith(JOB + "page-param (")
                .contains("'n' is also set by limit-param");
    }

    @Test
    void a_query_parameter_that_is_also_in_the_url_clashes() {
        assertThat(problemsWithUrl("https://api.example.com/orders?st%61tus=open", JOB + "query.status=closed"))
                .containsExactly(JOB + "query.status (application.properties line 3): the query parameter 'status' is"
                        + " also set by the url; write it in one of them only");
    }

    @Test
    void parameters_that_this_pagination_does_not_send_do_not_clash() {
        JobOptions job = ConfigFixture.orders(
                        folder, JOB + "query.page=1", JOB + "limit-param=none", JOB + "query.limit=9")
                .job();

        assertThat(job.get(Options.QUERY)).containsOnlyKeys("page", "limit");
    }

    @ParameterizedTest
    @CsvSource({"60s", "2m"})
    void a_margin_as_long_as_the_period_leaves_no_time(String margin) {
        assertThat(problems(JOB + "rate-margin=" + margin))
                .singleElement()
                .asString()
                .contains("is not shorter than the shortest period of rate, 1m");
    }

    @Test
    void a_margin_must_fit_into_the_shortest_of_several_periods() {
        assertThat(ConfigFixture.orders(folder, JOB + "rate-margin=1s")
                        .override(JOB + "rate", "5000/1h,10/1s")
                        .problems())
                .singleElement()
                .asString()
                .contains("shortest period of rate, 1s");
    }

    @Test
    void a_negative_margin_is_no_duration() {
        assertThat(problems(JOB + "rate-margin=-1s")).singleElement().asString().contains("'-1s' is no duration");
    }

    @Test
    void a_burst_beyond_the_rate_is_refused() {
        assertThat(problems(JOB + "burst=101")).singleElement().asString().contains("101", "write 100 or less");
    }

    @Test
    void the_first_retry_delay_must_not_exceed_the_longest() {
        assertThat(problems(JOB + "retry-delay=10m"))
                .containsExactly(JOB + "retry-delay (application.properties line 3): retry-delay, 10m, is longer than"
                        + " retry-max-delay, 5m; swap or change them");
    }

    @Test
    void the_default_delay_is_not_blamed_for_a_small_longest_one() {
        assertThat(problems(JOB + "retry-max-delay=10ms"))
                .singleElement()
                .asString()
                .startsWith(JOB + "retry-max-delay (");
    }

    @ParameterizedTest
    @CsvSource({"out/orders/all.ndjson", "out/orders/../orders/x", "out/orders", "out"})
    void a_merged_file_must_lie_outside_the_page_tree(String merge) {
        assertThat(problems(JOB + "merge=" + merge))
                .singleElement()
                .asString()
                .startsWith(JOB + "merge (")
                .contains("must not lie inside out, 'out/orders'");
    }

    @Test
    void a_merged_file_beside_the_page_tree_is_fine() {
        assertThat(ConfigFixture.orders(folder, JOB + "merge=out/orders.ndjson", JOB + "merge-size=512MiB")
                        .job()
                        .get(Options.MERGE_SIZE))
                .contains(512L << 20);
    }

    @Test
    void a_merge_size_needs_a_merge() {
        assertThat(problems(JOB + "merge-size=1MiB")).singleElement().asString().contains("set merge to a file name");
    }

    @Test
    void a_merge_needs_the_file_sink() {
        assertThat(problems(JOB + "merge=all.ndjson", JOB + "sink=direct:x"))
                .singleElement()
                .asString()
                .contains("only sink = file");
    }

    @Test
    void two_jobs_must_not_write_into_each_other() {
        assertThat(problems(
                        "sakia.defaults.out=data",
                        "sakia.job.items.url=https://api.example.com/items",
                        "sakia.job.items.rate=none"))
                .containsExactly("sakia.defaults.out (application.properties line 3): 'data' and the out of job orders,"
                        + " 'data', lie in each other; give every job its own");
    }

    @Test
    void the_kafka_sink_needs_brokers_and_a_topic() {
        assertThat(problems(JOB + "sink=kafka"))
                .containsExactlyInAnyOrder(
                        JOB + "kafka-brokers (by default): is missing, and sink = kafka needs it; write kafka-brokers ="
                                + " localhost:9092",
                        JOB + "kafka-topic (by default): is missing, and sink = kafka needs it; write kafka-topic ="
                                + " orders");
    }

    @Test
    void a_topic_without_the_kafka_sink_is_a_mistake() {
        assertThat(problems(JOB + "kafka-topic=orders"))
                .singleElement()
                .asString()
                .endsWith("only sink = kafka writes to a topic; set sink, or take this out");
    }

    @Test
    void a_ledger_topic_needs_transactions_and_a_name_of_its_own() {
        String[] kafka = {JOB + "sink=kafka", JOB + "kafka-brokers=h:1", JOB + "kafka-topic=t"};
        assertThat(problems(kafka[0], kafka[1], kafka[2], JOB + "kafka-ledger-topic=l"))
                .singleElement()
                .asString()
                .contains("only transactions need a ledger topic");
        assertThat(problems(
                        kafka[0], kafka[1], kafka[2], JOB + "kafka-ledger-topic=t", JOB + "kafka-transactional=true"))
                .singleElement()
                .asString()
                .contains("must be another topic than kafka-topic");
    }

    @ParameterizedTest
    @CsvSource({
        "semaphore, 10/1s, 'semaphore keeps no rate: set rate = none, or take paced'",
        "worker-pool, 10/1s, 'worker-pool keeps no rate: set rate = none, or take paced'",
        "token-bucket, none, 'token-bucket needs a rate; write one, or take paced'",
        "burst-gather, none, 'burst-gather asks for all pages at once; it runs in the lab only, take paced'",
    })
    void a_strategy_must_fit_the_rate(String strategy, String rate, String sentence) {
        assertThat(ConfigFixture.orders(folder, JOB + "strategy=" + strategy)
                        .override(JOB + "rate", rate)
                        .problems())
                .singleElement()
                .asString()
                .endsWith(sentence);
    }

    @Test
    void jobs_of_a_limit_group_must_agree_about_the_limit() {
        assertThat(problems(
                        "sakia.defaults.limit-group=shop",
                        "sakia.job.items.url=https://api.example.com/items",
                        "sakia.job.items.rate=50/60s",
                        "sakia.job.items.hold-max=2h"))
                .containsExactlyInAnyOrder(
                        "sakia.job.items.rate (application.properties line 5): differs from that of job orders, with"
                                + " which job items shares the limit group shop; write the same for both, or once as"
                                + " sakia.defaults.rate",
                        "sakia.job.items.hold-max (application.properties line 6): differs from that of job orders,"
                                + " with which job items shares the limit group shop; write the same for both, or once"
                                + " as sakia.defaults.hold-max");
    }

    @Test
    void jobs_of_different_groups_need_not_agree() {
        assertThat(ConfigFixture.orders(
                                folder,
                                JOB + "limit-group=a",
                                "sakia.job.items.limit-group=b",
                                "sakia.job.items.url=https://api.example.com/items",
                                "sakia.job.items.rate=50/60s")
                        .load()
                        .jobs())
                .hasSize(2);
    }

    @Test
    void a_strategy_that_keeps_no_limit_shares_none() {
        assertThat(problems(JOB + "limit-group=shop", JOB + "strategy=leaky-bucket"))
                .singleElement()
                .asString()
                .contains("only strategy = paced shares a limit");
    }

    @ParameterizedTest
    @CsvSource({
        "rate-adaptive, true, token-bucket, 10/1s, 'only strategy = paced adapts so'",
        "burst, 1, leaky-bucket, auto, 'only strategy = paced takes auto'",
        "rate-adaptive, true, paced, none, 'there is no pace to adapt without a rate'"
    })
    void a_pace_that_adapts_needs_a_rate_and_the_strategy_that_keeps_it(
            String key, String value, String strategy, String rate, String sentence) {
        assertThat(ConfigFixture.orders(folder, JOB + key + "=" + value, JOB + "strategy=" + strategy)
                        .override(JOB + "rate", rate)
                        .problems())
                .singleElement()
                .asString()
                .contains(sentence);
    }

    @Test
    void what_to_do_when_the_quota_is_empty_needs_a_quota() {
        assertThat(problems(JOB + "quota-on-empty=stop"))
                .singleElement()
                .asString()
                .contains("there is no quota");
    }

    @ParameterizedTest
    @CsvSource({"100, is no quota", "0/1d, 1 to", "5/5ms, 1s to 366d", "5/1x, is no duration"})
    void a_quota_has_requests_and_a_period(String quota, String sentence) {
        assertThat(problems(JOB + "quota=" + quota)).singleElement().asString().contains(sentence);
    }
}
