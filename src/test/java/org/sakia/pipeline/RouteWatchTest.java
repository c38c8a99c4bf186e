package org.sakia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.job.ExportJob;
import org.sakia.job.JobReport;
import org.sakia.ledger.JobState;

/** Route files that are edited while a job runs. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class RouteWatchTest {

    private static final String DELIVER = "deliver-file.camel.yaml";
    private static final String ROW = "          - bean:\n              id: \"{{job}}-row\"\n";
    private static final String SEEN = "          - to: mock:seen\n" + ROW;
    private static final int TOTAL = 600;
    private static final int PAGES = 60;

    @TempDir
    Path folder;

    private Path routes;

    @BeforeEach
    void name() {
        routes = folder.resolve("routes");
    }

    @Test
    void an_edit_takes_effect_while_the_job_runs_and_every_record_arrives_once() throws Exception {
        GatedTable table = new GatedTable(TOTAL, 100);
        try (AnsweringApi api = AnsweringApi.start(table);
                Export export = export(api)) {
            ExportJob job = export.start();
            try (Edits edits = watch(api, export, job)) {
                edits.save(DELIVER, ROW, SEEN).told("Changed and in order: " + routes.resolve(DELIVER));
                table.open();

                JobReport report = job.report(job.await());

                assertComplete(report, api, export);
                assertThat(edits.told("are in force").warnings()).isEmpty();
                assertThat(seen(export)).isBetween(1, PAGES - 10);
                assertThat(report.peakInFlight()).isLessThanOrEqualTo(4);
            }
        }
    }

    @Test
    void a_broken_edit_leaves_the_run_alone_and_its_repair_is_taken_over() throws Exception {
        GatedTable table = new GatedTable(TOTAL, 100);
        try (AnsweringApi api = AnsweringApi.start(table);
                Export export = export(api)) {
            ExportJob job = export.start();
            try (Edits edits = watch(api, export, job)) {
                String where = routes.resolve(DELIVER) + " line " + lineOfRow() + ": ";
                edits.save(DELIVER, ROW, SEEN.replace("- to: mock:seen", "- too: mock:seen"))
                        .told(where + "Unknown node id: too");
                edits.save(DELIVER, ROW, SEEN.replace("mock:seen", "mok:seen"))
                        .told(where + "No endpoint could be found for: mok");
                assertThat(edits.news()).isEmpty();
                edits.save(DELIVER, ROW, SEEN).told("Changed and in order");
                table.open();

                assertComplete(job.report(job.await()), api, export);
                assertThat(seen(export)).isBetween(1, PAGES - 10);
            }
        }
    }

    @Test
    void a_template_that_nobody_defines_is_found_before_anything_stops() throws Exception {
        GatedTable table = new GatedTable(TOTAL, 100);
        try (AnsweringApi api = AnsweringApi.start(table);
                Export export = export(api)) {
            ExportJob job = export.start();
            try (Edits edits = watch(api, export, job)) {
                edits.save(
                                "mine.camel.yaml",
                                "- templatedRoute:\n    routeTemplateRef: nowhere\n    parameters:\n"
                                        + "      - {name: job, value: orders}\n")
                        .told(routes.resolve("mine.camel.yaml").toString());
                table.open();

                assertComplete(job.report(job.await()), api, export);
                assertThat(edits.news()).isEmpty();
            }
        }
    }

    @Test
    void a_file_that_is_deleted_gives_its_place_back_to_the_packed_one() throws Exception {
        GatedTable table = new GatedTable(TOTAL, 100);
        Edits.in(routes).save(DELIVER, ROW, SEEN);
        try (AnsweringApi api = AnsweringApi.start(table);
                Export export = export(api)) {
            ExportJob job = export.start();
            try (Edits edits = watch(api, export, job)) {
                edits.delete(DELIVER).told("Changed and in order");
                table.open();

                assertComplete(job.report(job.await()), api, export);
                assertThat(seen(export)).isLessThan(PAGES);
            }
        }
    }

    @Test
    void a_save_in_the_middle_of_a_change_takes_the_place_of_the_one_before() throws Exception {
        GatedTable table = new GatedTable(TOTAL, 100);
        try (AnsweringApi api = AnsweringApi.start(table);
                Export export = export(api)) {
            ExportJob job = export.start();
            try (Edits edits = watch(api, export, job)) {
                edits.save(DELIVER, ROW, SEEN.replace("seen", "never")).told("Changed and in order");
                edits.save("throttle.camel.yaml", "").told("throttle.camel.yaml: Resource is empty");
                edits.save(
                                "throttle.camel.yaml",
                                "mode: TotalRequests",
                                "mode: TotalRequests\n              note: mine")
                        .save(DELIVER, ROW, SEEN)
                        .told("throttle.camel.yaml; taken over");
                table.open();

                assertComplete(job.report(job.await()), api, export);
                assertThat(seen(export)).isPositive();
                assertThat(export.context()
                                .getEndpoint("mock:never", MockEndpoint.class)
                                .getReceivedCounter())
                        .isZero();
            }
        }
    }

    @Test
    void a_change_that_is_taken_back_lets_the_job_go_on_as_it_was() throws Exception {
        GatedTable table = new GatedTable(TOTAL, 100);
        try (AnsweringApi api = AnsweringApi.start(table);
                // A plan that has nothing left to put into the queue pauses at once.
                Export export = export(api).with("queue", 2 * PAGES)) {
            ExportJob job = export.start();
            try (Edits edits = watch(api, export, job)) {
                await().atMost(60, TimeUnit.SECONDS).until(() -> job.plan().planned() == PAGES);
                edits.save(DELIVER, ROW, SEEN).told("Changed and in order");
                await().atMost(60, TimeUnit.SECONDS).until(job.plan()::isPaused);
                edits.delete(DELIVER).told("The route files are those in force again");
                table.open();

                assertComplete(job.report(job.await()), api, export);
                assertThat(seen(export)).isZero();
            }
        }
    }

    @Test
    void a_stop_in_the_middle_of_a_change_ends_the_job_and_the_next_run_completes() throws Exception {
        GatedTable table = new GatedTable(TOTAL, 100);
        try (AnsweringApi api = AnsweringApi.start(table)) {
            try (Export export = export(api)) {
                ExportJob job = export.start();
                try (Edits edits = watch(api, export, job)) {
                    edits.save(DELIVER, ROW, SEEN).told("Changed and in order");
                    int before = api.seen().size();
                    job.interrupt();
                    table.open();

                    assertThat(job.await().state()).isEqualTo(JobState.INTERRUPTED);
                    assertThat(api.seen().size() - before)
                            .as("requests that were on their way")
                            .isLessThan(5);
                }
            }
            try (Export again = export(api)) {
                assertThat(again.run().state()).isEqualTo("complete");
                assertThat(Export.records(again.out())).isEqualTo(ScriptedApi.records(TOTAL));
                assertThat(api.seen()).hasSize(PAGES);
            }
        }
    }

    @Test
    void a_change_waits_while_the_api_holds_the_workers_back_and_says_so() throws Exception {
        AtomicBoolean told = new AtomicBoolean();
        try (AnsweringApi api = AnsweringApi.start(request -> request.offset() == 100 && !told.get()
                        ? AnsweringApi.Reply.of(429).with("Retry-After", "1")
                        : request.page(TOTAL));
                Export export = export(api)) {
            ExportJob job = export.start();
            try (Edits edits = watch(export, job)) {
                await().atMost(60, TimeUnit.SECONDS)
                        .until(() -> job.waitingFor().isPresent());
                edits.save(DELIVER, ROW, SEEN).told("The changed routes wait for pages in flight: orders has");
                told.set(true);

                JobReport report = job.report(job.await());

                assertThat(report.state()).isEqualTo("complete");
                assertThat(Export.records(export.out())).isEqualTo(ScriptedApi.records(TOTAL));
                assertThat(seen(export)).isPositive();
            }
        }
    }

    @Test
    void routes_that_do_not_start_after_all_leave_their_place_to_the_old_ones() throws Exception {
        GatedTable table = new GatedTable(TOTAL, 100);
        try (AnsweringApi api = AnsweringApi.start(table);
                Export export = export(api)) {
            export.context().getRegistry().bind("wont", new WontStart());
            ExportJob job = export.start();
            try (Edits edits = watch(api, export, job)) {
                edits.save(
                                "mine.camel.yaml",
                                "- route:\n    id: mine\n    from:\n      uri: wont:start\n      steps:\n"
                                        + "        - log: never\n")
                        .told("Changed and in order");
                table.open();
                edits.told("Changed routes do not start").told("from before are in force again");

                assertComplete(job.report(job.await()), api, export);
                assertThat(export.context().getRoute("mine")).isNull();
            }
        }
    }

    /** Its consumers can be made and not started. */
    public static final class WontStart extends DefaultComponent {

        @Override
        protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
            return new DefaultEndpoint(uri, this) {
                @Override
                public Producer createProducer() {
                    throw new UnsupportedOperationException();
                }

                @Override
                public Consumer createConsumer(Processor processor) {
                    return new DefaultConsumer(this, processor) {
                        @Override
                        protected void doStart() {
                            throw new IllegalStateException("nothing to consume");
                        }
                    };
                }
            };
        }
    }

    private static int lineOfRow() throws IOException {
        String before = Files.readString(Path.of("routes", DELIVER)).split(Pattern.quote(ROW))[0];
        return (int) before.lines().count() + 1;
    }

    private static int seen(Export export) {
        return export.context().getEndpoint("mock:seen", MockEndpoint.class).getReceivedCounter();
    }

    private static void assertComplete(JobReport report, AnsweringApi api, Export export) throws Exception {
        assertThat(report.state()).as(report.message()).isEqualTo("complete");
        assertThat(Export.records(export.out())).isEqualTo(ScriptedApi.records(TOTAL));
        assertThat(report.pages()).isEqualTo(new JobReport.Pages(PAGES, PAGES, 0, 0));
        assertThat(api.seen()).as("no page twice").hasSize(PAGES);
    }

    /** Once all pages in front of the gate are there, and some behind it on their way. */
    private Edits watch(AnsweringApi api, Export export, ExportJob job) {
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> job.stats().pagesDelivered() == 10 && api.seen().size() > 10);
        return watch(export, job);
    }

    private Edits watch(Export export, ExportJob job) {
        return Edits.in(routes).watching(export.context(), export.loaded(), job);
    }

    private Export export(AnsweringApi api) {
        return Export.of(folder, api.uri("/orders"))
                .with("rate", "none")
                .with("page-size", 10)
                .with("workers", 4)
                .with("stop-timeout", "30s")
                .routes(routes);
    }
}
