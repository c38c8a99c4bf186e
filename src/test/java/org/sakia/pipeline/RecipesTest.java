package org.sakia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sakia.config.ConfigLoader;
import org.sakia.job.JobReport;

/** What docs/recipes tells people to write, run against each vendor's API as the vendor describes it. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RecipesTest {

    private static final String INDEX = "README.md";
    private static final int LINES_OF_A_SCREEN = 60;

    private static final int SIDE_BY_SIDE = 4;
    private static final Map<String, Future<Outcome>> RUNS = new ConcurrentHashMap<>();

    @TempDir
    static Path folder;

    /** What a recipe came to. */
    private record Outcome(JobReport report, List<String> records, List<String> refusals) {}

    /** All recipes, some side by side: the vendors' waits take most of the time. */
    @BeforeAll
    static void runAll() {
        ExecutorService threads = Executors.newFixedThreadPool(SIDE_BY_SIDE);
        vendors().forEach(vendor -> RUNS.put(vendor.toString(), threads.submit(() -> run(vendor, vendor.variables()))));
        threads.shutdown();
    }

    static Stream<Vendor> vendors() {
        return Stream.of(NumberVendors.all(), LinkVendors.all(), CursorVendors.all(), SearchVendors.all())
                .flatMap(List::stream);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vendors")
    void a_recipe_brings_every_record_once(Vendor vendor) throws Exception {
        Outcome outcome = RUNS.get(vendor.toString()).get(1, TimeUnit.MINUTES);
        JobReport report = outcome.report();

        assertThat(outcome.refusals()).as(report.message()).isEmpty();
        assertThat(report.state()).as(report.message()).isEqualTo("complete");
        assertThat(outcome.records())
                .containsExactlyInAnyOrderElementsOf(vendor.table().records());
        assertThat(report.requests().throttled()).isEqualTo(vendor.slowDowns().size());
        assertThat(report.requests().failed()).isZero();
        assertThat(report.malformedLimitFields()).isZero();
    }

    @Test
    void the_vendors_here_refuse_what_is_not_right() throws Exception {
        Vendor vendor = LinkVendors.gitHub();
        Map<String, String> wrong = new TreeMap<>(vendor.variables());
        wrong.replaceAll((name, value) -> "wrong");

        Outcome outcome = run(vendor, wrong);

        assertThat(outcome.report().state()).isEqualTo("aborted");
        assertThat(outcome.refusals()).containsExactly("401: bad credentials");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vendors")
    void a_recipe_is_a_configuration_as_it_stands_on_its_page(Vendor vendor) throws IOException {
        Path file = Files.writeString(
                Files.createTempFile(folder, vendor.job(), ".properties"),
                Recipe.read(vendor.page()).lines());

        assertThat(ConfigLoader.load(file, Map.of(), Map.of(), new Properties(), Recipe.resolver(vendor.variables()))
                        .jobs(List.of(vendor.job())))
                .hasSize(1);
    }

    @Test
    void every_page_is_listed_tested_and_no_longer_than_a_screen() throws IOException {
        String index = Files.readString(Recipe.PAGES.resolve(INDEX));
        List<String> tested = vendors().map(Vendor::page).distinct().toList();
        try (Stream<Path> files = Files.list(Recipe.PAGES)) {
            List<Path> pages = files.filter(file -> !file.endsWith(INDEX)).toList();

            assertThat(pages)
                    .extracting(page -> page.getFileName().toString())
                    .containsExactlyInAnyOrderElementsOf(tested);
            for (Path page : pages) {
                assertThat(index).contains("](" + page.getFileName() + ")");
                assertThat(Files.readAllLines(page)).as(page.toString()).hasSizeLessThanOrEqualTo(LINES_OF_A_SCREEN);
            }
        }
    }

    /** With the recipe's own options but for the pace, which would make this a test of patience. */
    private static Outcome run(Vendor vendor, Map<String, String> variables) throws Exception {
        try (VendorApi api = new VendorApi(vendor)) {
            Map<String, String> options = Recipe.read(vendor.page()).options(vendor.job(), variables, api.origin());
            try (Export export = Export.of(Files.createTempDirectory(folder, vendor.job()), options.remove("url"))) {
                options.forEach(export::with);
                export.with("rate", "100/1s").with("retry-delay", "10ms").with("retry-max-delay", "200ms");
                JobReport report = export.run();
                return new Outcome(report, Export.records(export.out()), api.refusals());
            }
        }
    }
}
