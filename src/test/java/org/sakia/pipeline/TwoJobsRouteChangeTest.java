package org.sakia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sakia.config.JobOptions;
import org.sakia.job.ExportJob;
import org.sakia.job.JobSettings;
import org.sakia.job.LoadedRoutes;
import org.sakia.job.RouteFiles;
import org.sakia.job.RunMode;
import org.sakia.lab.ApiProfile;
import org.sakia.lab.ApiSimulator;
import org.sakia.ledger.JobState;
import org.sakia.ledger.Ledger;

/** Routes that change under two jobs: guarantee 1 holds over the new throttle, and neither waits for one that is over. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class TwoJobsRouteChangeTest {

    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final int REQUESTS = 20;
    private static final Duration QUICK = Duration.ofMillis(5);
    private static final Duration SLOW = Duration.ofMillis(60);
    private static final String PERMIT = "              mode: TotalRequests\n";

    private static final String ASK = "                - to:\n                    id: \"{{job}}-ask\"\n";

    @TempDir
    Path folder;

    @Test
    void jobs_that_share_a_limit_keep_it_over_a_change_of_their_routes() throws Exception {
        Undisturbed.measure(
                folder,
                fresh -> atWork(fresh, shop -> {
                    try (Edits edits = shop.edits()) {
                        awaitArrivals(shop.api(), 25);
                        edits.save("throttle.camel.yaml", PERMIT, PERMIT + "              note: mine\n")
                                .save("fetch.camel.yaml", ASK, "                - to: mock:fetched\n" + ASK)
                                .told("are in force: " + fresh.resolve("routes").resolve("fetch.camel.yaml"));
                        awaitArrivals(shop.api(), shop.api().referee().arrivals() + 25);
                    }
                    shop.orders().interrupt();
                    shop.users().interrupt();

                    assertThat(shop.orders().await().state()).isEqualTo(JobState.INTERRUPTED);
                    assertThat(shop.users().await().state()).isEqualTo(JobState.INTERRUPTED);
                    assertThat(shop.api().referee().peakInAnyWindow(PERIOD)).isLessThanOrEqualTo(REQUESTS);
                    assertThat(shop.context()
                                    .getEndpoint("mock:fetched", MockEndpoint.class)
                                    .getReceivedCounter())
                            .isPositive();
                    for (ExportJob job : List.of(shop.orders(), shop.users())) {
                        List<String> records = Export.records(fresh.resolve(job.name()));
                        assertThat(records).doesNotHaveDuplicates();
                        assertThat(records).hasSize((int) job.totals().records());
                        assertThat(job.stats().requestsOk())
                                .as("no page of " + job.name() + " was asked for twice")
                                .isEqualTo(job.totals().deliveredPages());
                    }
                }));
    }

    @Test
    void a_job_that_was_stopped_with_pages_in_its_queue_keeps_no_other_from_changing() throws Exception {
        atWork(folder, shop -> {
            awaitArrivals(shop.api(), 25);
            shop.api().latency(Duration.ofSeconds(2), Duration.ofSeconds(2));
            await().atMost(60, TimeUnit.SECONDS)
                    .until(() -> shop.orders().stats().inFlight() == 6
                            && shop.orders().plan().outstanding() > 6);
            shop.orders().interrupt();
            shop.orders().await();
            shop.api().latency(QUICK, SLOW);
            try (Edits edits = shop.edits()) {
                edits.save("fetch.camel.yaml", ASK, "                - to: mock:fetched\n" + ASK)
                        .told("are in force");
                awaitArrivals(shop.api(), shop.api().referee().arrivals() + 25);
            }
            shop.users().interrupt();

            assertThat(shop.users().await().state()).isEqualTo(JobState.INTERRUPTED);
            assertThat(Export.records(folder.resolve("users"))).doesNotHaveDuplicates();
        });
    }

    /**
     * Two jobs of one limit at work on an API without end, in one context.
     *
     * @param routes the folder of edited route files
     */
    private record Shop(
            ApiSimulator api,
            DefaultCamelContext context,
            Path routes,
            LoadedRoutes loaded,
            ExportJob orders,
            ExportJob users) {

        Edits edits() {
            return Edits.in(routes).watching(context, loaded, orders, users);
        }
    }

    private interface Story {
        void tell(Shop shop) throws Exception;
    }

    private static void atWork(Path folder, Story story) throws Exception {
        ApiProfile endless =
                ApiProfile.builder().total(1_000_000).latency(QUICK, SLOW).build();
        try (ApiSimulator api = ApiSimulator.start(endless);
                Ledger ledger = Ledger.open(folder.resolve("state"));
                DefaultCamelContext context = new DefaultCamelContext()) {
            Path routes = folder.resolve("routes");
            LoadedRoutes loaded = RouteFiles.load(context, routes);
            context.start();
            try (ExportJob orders = job("orders", api, context, ledger, folder);
                    ExportJob users = job("users", api, context, ledger, folder)) {
                orders.start();
                users.start();
                story.tell(new Shop(api, context, routes, loaded, orders, users));
            }
        }
    }

    private static void awaitArrivals(ApiSimulator api, long many) {
        await().atMost(60, TimeUnit.SECONDS).until(() -> api.referee().arrivals() >= many);
    }

    private static ExportJob job(
            String name, ApiSimulator api, DefaultCamelContext context, Ledger ledger, Path folder) {
        Map<String, String> settings = new LinkedHashMap<>(Map.of(
                "url", api.uri().toString(),
                "rate", REQUESTS + "/1s",
                "rate-margin", "150ms",
                "limit-group", "shop",
                "workers", "6",
                "queue", "4",
                "page-size", "10",
                "retry-delay", "10ms",
                "out", folder.resolve(name).toString()));
        JobOptions options = JobOptions.of(name, settings);
        return new ExportJob(
                context,
                options,
                ledger.take(name, options.fingerprint()),
                new JobSettings(folder.resolve("state"), options.secrets(), RunMode.RESUME));
    }
}
