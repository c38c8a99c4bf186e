package org.sakia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.lab.ApiProfile;
import org.sakia.lab.ApiSimulator;
import org.sakia.lab.PagedBy;

/** Jobs whose partitions are the records of another job. */
class ParentJobTest {

    private static final ApiProfile PROFILE =
            ApiProfile.builder().total(130).regions(23).build();

    @TempDir
    private Path folder;

    @Test
    void a_run_of_both_starts_the_child_when_the_parent_is_complete() throws Exception {
        try (ApiSimulator api = ApiSimulator.start(PROFILE)) {
            Launcher app = customersAndOrders(api).set("customers", "compress", "gzip");

            Launch.End end = app.run("run", "--report", "report.json");

            assertThat(end.code()).as(end.said()).isZero();
            assertThat(app.output().ids())
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.range(0, 130).boxed().toList());
            assertThat(new ObjectMapper()
                            .readTree(app.work().resolve("report.json").toFile())
                            .at("/jobs/1/pages/delivered")
                            .longValue())
                    .isEqualTo(23);
            assertThat(app.run("run").out()).contains("orders: already complete", "customers: already complete");
        }
    }

    @Test
    void without_its_parent_it_says_what_is_to_be_done() throws Exception {
        try (ApiSimulator api = ApiSimulator.start(PROFILE)) {
            Launcher app = customersAndOrders(api);
            String advice = "orders: aborted. partition-from takes its values from the job customers, which is not"
                    + " complete: run that first";

            Launch.End run = app.run("run", "orders");
            Launch.End check = app.run("check", "orders");

            assertThat(run.code()).isEqualTo(4);
            assertThat(run.said()).contains(advice.substring("orders: aborted. ".length()));
            assertThat(check.code()).isEqualTo(4);
            assertThat(check.said()).contains("which is not complete: run that first");
            assertThat(api.referee().arrivals()).isZero();
        }
    }

    private Launcher customersAndOrders(ApiSimulator api) throws Exception {
        Launcher app = Launcher.in(folder).job("customers", api.uri().resolve("/customers"));
        app.job(Launcher.JOB, api.uri()).with("url", PagedBy.CURSOR.uriOfCustomers(api));
        for (var option : PagedBy.CURSOR.options().entrySet()) {
            app.with(option.getKey(), option.getValue());
        }
        return app.with("partition-from", "customers:/id").with("total", "count");
    }
}
