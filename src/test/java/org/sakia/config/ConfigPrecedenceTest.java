package org.sakia.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigPrecedenceTest {

    private static final String KEY = "sakia.job.orders.page-size";
    private static final String VARIABLE = "SAKIA_JOB_ORDERS_PAGE_SIZE";

    @TempDir
    Path folder;

    private ConfigFixture config;

    @BeforeEach
    void writeFile() {
        config = ConfigFixture.orders(folder, KEY + "=1", "sakia.defaults.page-size=9", "sakia.defaults.burst=2");
    }

    private int pageSize() {
        return config.job().get(Options.PAGE_SIZE);
    }

    @Test
    void the_file_wins_over_the_built_in_default() {
        assertThat(pageSize()).isEqualTo(1);
    }

    @Test
    void the_environment_wins_over_the_file() {
        config.environment(VARIABLE, "2");

        assertThat(pageSize()).isEqualTo(2);
    }

    @Test
    void a_system_property_wins_over_the_environment() {
        config.environment(VARIABLE, "2").system(KEY, "3");

        assertThat(pageSize()).isEqualTo(3);
    }

    @Test
    void the_command_line_wins_over_everything() {
        config.environment(VARIABLE, "2").system(KEY, "3").override(KEY, "4");

        assertThat(pageSize()).isEqualTo(4);
    }

    @Test
    void defaults_fill_what_a_job_leaves_out() {
        assertThat(config.job().get(Options.BURST)).isEqualTo(2);
    }

    @Test
    void aJobsOwnKeyInTheFileWinsOverADefaultOfTheCommandLine() {
        config.override("sakia.defaults.page-size", "7");

        assertThat(pageSize()).isEqualTo(1);
    }

    @Test
    void defaults_come_from_the_environment_too() {
        config.environment("SAKIA_DEFAULTS_BURST", "3");

        assertThat(config.job().get(Options.BURST)).isEqualTo(3);
    }

    @Test
    void the_environment_sets_keys_that_no_other_source_has() {
        config.environment("SAKIA_JOB_ORDERS_RETRY_MAX_DELAY", "7m");

        assertThat(config.job().get(Options.RETRY_MAX_DELAY)).hasMinutes(7);
    }

    @Test
    void theStateFolderComesFromAnySource() {
        assertThat(config.load().state()).isEqualTo(Path.of(".sakia"));

        config.environment("SAKIA_STATE", "/var/sakia");

        assertThat(config.load().state()).isEqualTo(Path.of("/var/sakia"));
    }

    @Test
    void a_job_may_be_introduced_on_the_command_line() {
        config.override("sakia.job.items-eu.url", "http://localhost/items")
                .environment("SAKIA_JOB_ITEMS_EU_RATE", "none");

        assertThat(config.load().jobs()).extracting(JobOptions::name).containsExactly("orders", "items-eu");
    }

    @Test
    void aVariableBelongsToTheLongestJobName() {
        config.override("sakia.job.orders-eu.url", "http://localhost/eu")
                .override("sakia.job.orders-eu.rate", "none")
                .environment("SAKIA_JOB_ORDERS_EU_QUERY_SINCE_DAY", "1");

        assertThat(config.load().jobs().get(1).get(Options.QUERY)).containsEntry("since_day", "1");
    }

    @Test
    void maps_are_joined_entry_by_entry_and_header_names_have_no_case() {
        config.override("sakia.defaults.header.accept", "text/plain")
                .override("sakia.defaults.header.X-Team", "red")
                .override("sakia.job.orders.header.Accept", "application/json");

        assertThat(config.job().get(Options.HEADER))
                .containsOnly(entry("Accept", "application/json"), entry("X-Team", "red"));
    }

    @Test
    void theEnvironmentKeepsTheSpellingOfAKnownMapEntry() {
        config = ConfigFixture.orders(folder, "sakia.job.orders.query.sinceDay=1")
                .environment("SAKIA_JOB_ORDERS_QUERY_SINCEDAY", "2")
                .environment("SAKIA_JOB_ORDERS_HEADER_X_TEAM", "red");

        assertThat(config.job().get(Options.QUERY)).containsOnly(entry("sinceDay", "2"));
        assertThat(config.job().get(Options.HEADER)).containsOnly(entry("x-team", "red"));
    }

    @Test
    void placeholders_are_resolved_in_values_of_every_source() {
        config.environment("SIZE", "42").override(KEY, "{{env:SIZE}}");

        assertThat(pageSize()).isEqualTo(42);
    }

    @Test
    void aValueThatIsOverriddenNeedNotBeValid() {
        config = ConfigFixture.orders(folder, KEY + "={{env:MISSING}}").override(KEY, "5");

        assertThat(pageSize()).isEqualTo(5);
    }

    @Test
    void keys_of_the_user_are_ignored_and_those_of_camel_handed_on() {
        config = ConfigFixture.orders(folder, "api.base=x", "camel.main.name=a", "camel.main.x=b")
                .override("camel.main.name", "c");

        assertThat(config.load().camelProperties())
                .containsOnly(entry("camel.main.name", "c"), entry("camel.main.x", "b"));
    }
}
