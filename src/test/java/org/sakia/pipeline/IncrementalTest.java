package org.sakia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.job.FreshStart;
import org.sakia.job.JobReport;
import org.sakia.job.RunMode;
import org.sakia.lab.ApiProfile;
import org.sakia.lab.ApiSimulator;
import org.sakia.ledger.JobState;
import org.sakia.request.JobAbortedException;

/** Jobs that, once complete, ask only for what is new. Record i of the simulator is updated i minutes after 2024 began. */
class IncrementalTest {

    @TempDir
    Path folder;

    @Test
    void a_second_run_delivers_only_what_is_new() throws Exception {
        try (ApiSimulator api = api(95)) {
            assertThat(run(api).records()).isEqualTo(95);
            api.total(120);

            JobReport second = run(api);

            assertThat(second.state()).as(second.message()).isEqualTo("complete");
            assertThat(second.records()).isEqualTo(25);
            assertThat(second.expectedRecords()).hasValue(31);
            assertThat(second.skippedRecords()).isEqualTo(6);
            assertThat(ids()).hasSize(120).doesNotHaveDuplicates();
        }
    }

    @Test
    void a_run_with_nothing_new_delivers_nothing_and_is_complete() throws Exception {
        try (ApiSimulator api = api(30)) {
            run(api);

            JobReport second = run(api);
            JobReport third = run(api);

            assertThat(List.of(second.state(), third.state())).containsOnly("complete");
            assertThat(second.records() + third.records()).isZero();
            assertThat(ids()).hasSize(30);
        }
    }

    @Test
    void a_round_that_was_stopped_goes_on_with_the_same_question() throws Exception {
        try (ApiSimulator api = api(40)) {
            run(api);
            api.total(400);
            try (Export stopped = export(api).mode(RunMode.trial(2))) {
                assertThat(stopped.run().state()).isEqualTo("trial");
            }
            api.total(410);

            JobReport rest = run(api);

            assertThat(rest.state()).as(rest.message()).isEqualTo("complete");
            assertThat(rest.pages().resumed()).isEqualTo(2);
            assertThat(ids()).hasSize(410).doesNotHaveDuplicates();
        }
    }

    @Test
    void a_round_whose_count_differed_is_asked_for_again() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(15).at(10, page(16, 10, 15))) {
            assertThat(run(numbered(api)).state()).isEqualTo("count-differs");

            JobReport second = run(numbered(api));

            assertThat(second.state()).as(second.message()).isEqualTo("complete");
            assertThat(second.skippedRecords()).isEqualTo(15);
            assertThat(ids()).hasSize(15).doesNotHaveDuplicates();
        }
    }

    @Test
    void a_field_that_no_record_has_ends_every_run_behind_the_first() throws Exception {
        try (ScriptedApi api = ScriptedApi.of(15)) {
            run(numbered(api).with("incremental-field", "changed"));
            for (int run = 2; run <= 3; run++) {
                try (Export next = numbered(api).with("incremental-field", "changed")) {
                    assertThatThrownBy(next::run)
                            .isInstanceOf(JobAbortedException.class)
                            .hasMessageContainingAll("15 records", "/changed", "incremental-field");
                    next.ledger().state(JobState.ABORTED);
                }
            }
            assertThat(ids()).hasSize(15);
        }
    }

    @Test
    void a_run_that_ends_before_its_round_begins_leaves_that_round_to_the_next() throws Exception {
        try (ApiSimulator api = api(95)) {
            run(api);
            api.total(100);
            try (Export aborted = export(api)) {
                aborted.prepare();
                aborted.ledger().state(JobState.ABORTED);
            }

            assertThat(run(api).state()).isEqualTo("complete");
            assertThat(ids()).hasSize(100).doesNotHaveDuplicates();
        }
    }

    @Test
    void partitions_of_a_round_are_kept_apart_from_those_of_the_round_before() throws Exception {
        try (ApiSimulator api = api(90)) {
            for (long total : List.of(90L, 100L)) {
                api.total(total);
                try (Export export =
                        export(api).with("partition-param", "region").with("partition-values", "r0,r1,r2")) {
                    assertThat(export.run().state()).isEqualTo("complete");
                }
            }
            assertThat(ids()).hasSize(100).doesNotHaveDuplicates();
            assertThat(folder.resolve("out/r2/000000")).isDirectory();
            assertThat(folder.resolve("out/@0002/r2/000000")).isDirectory();
        }
    }

    @Test
    void files_of_earlier_rounds_may_be_taken_away() throws Exception {
        try (ApiSimulator api = api(95)) {
            run(api);
            Files.move(folder.resolve("out/_"), folder.resolve("taken"));
            api.total(97);

            JobReport second = run(api);

            assertThat(second.state()).as(second.message()).isEqualTo("complete");
            assertThat(ids()).containsExactly(95L, 96L);
        }
    }

    @Test
    void the_first_run_may_begin_later_than_the_source() throws Exception {
        try (ApiSimulator api = api(100);
                Export export = export(api).with("incremental-start", "2024-01-01T01:30:00Z")) {
            assertThat(export.run().records()).isEqualTo(10);
        }
    }

    @Test
    void starting_over_forgets_the_rounds() throws Exception {
        try (ApiSimulator api = api(20)) {
            run(api);
            run(api);
            try (Export export = export(api)) {
                export.prepare();
                FreshStart.forget(export.options(), export.ledger());
            }

            assertThat(run(api).records()).isEqualTo(20);
        }
    }

    private static ApiSimulator api(long total) {
        return ApiSimulator.start(ApiProfile.builder()
                .total(total)
                .recordBytes(160)
                .regions(3)
                .withTimes()
                .build());
    }

    private Export export(ApiSimulator api) {
        return Export.of(folder, api.uri())
                .with("rate", "none")
                .with("page-size", 10)
                .with("record-key", "id")
                .with("incremental-field", "updated_at")
                .with("incremental-param", "updated_since");
    }

    private JobReport run(ApiSimulator api) throws Exception {
        return run(export(api));
    }

    private static JobReport run(Export prepared) throws Exception {
        try (Export export = prepared) {
            return export.run();
        }
    }

    /** A job that follows the ids of a table, which that API gives whole to whatever it is asked from. */
    private Export numbered(ScriptedApi api) {
        return Export.of(folder, api.uri())
                .with("rate", "none")
                .with("workers", 1)
                .with("page-size", 10)
                .with("record-key", "id")
                .with("incremental-field", "id")
                .with("incremental-param", "since")
                .with("incremental-overlap", "0s");
    }

    private static Reply page(long total, long first, long end) {
        return Reply.json(ScriptedApi.body(total, first, (int) (end - first)));
    }

    private List<Long> ids() throws Exception {
        ObjectMapper json = new ObjectMapper();
        List<Long> ids = new ArrayList<>();
        for (String record : Export.records(folder.resolve("out"))) {
            ids.add(json.readTree(record).path("id").asLong());
        }
        return ids;
    }
}
