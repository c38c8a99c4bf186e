package org.sakia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sakia.guide.Guide;
import org.sakia.guide.JobText;
import org.sakia.job.ExportJob;
import org.sakia.job.JobReport;
import org.sakia.job.RunMode;
import org.sakia.lab.ApiProfile;
import org.sakia.lab.ApiSimulator;
import org.sakia.lab.PagingKind;

/** A job that was printed for an API exports it. */
class GuidedExportTest {

    private static final int RECORDS = 130;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NUMBERED", "SEARCH"})
    void every_chained_paging_kind_is_exported_by_the_printed_job(PagingKind kind) throws Exception {
        ApiProfile profile = ApiProfile.builder().total(RECORDS).maxPageSize(90).build();
        try (ApiSimulator api = ApiSimulator.start(profile)) {
            URI url = api.uri().resolve(kind.path());
            String text = JobText.of("orders", look(url).findings(), Map.of());

            assertThat(api.referee().arrivals()).isLessThanOrEqualTo(Guide.MOST_REQUESTS);
            assertThat(text).contains("pagination = " + expected(kind), "confirmed");
            try (Export export = export(text)) {
                JobReport report = export.run();
                assertThat(report.state()).isEqualTo("complete");
                assertThat(Export.records(export.out())).hasSize(RECORDS).doesNotHaveDuplicates();
            }
        }
    }

    private static String expected(PagingKind kind) {
        return switch (kind) {
            case NUMBERED, SEARCH -> throw new IllegalArgumentException(kind.path());
            case CURSOR -> "cursor";
            case LINK -> "link";
            case NEXT -> "next-url";
        };
    }

    private Guide look(URI url) throws Exception {
        Guide guide = new Guide(url, Clock.systemUTC());
        try (Export asking = Export.of(folder.resolve("look"), url)
                .with("pagination", "none")
                .with("rate", "1/1s")
                .mode(RunMode.CHECK)) {
            ExportJob job = asking.prepare();
            for (Optional<Guide.Ask> ask = guide.next(); ask.isPresent(); ask = guide.next()) {
                guide.hear(job.check().ask(ask.get().url()));
            }
        }
        return guide;
    }

    private Export export(String text) throws IOException {
        Properties lines = new Properties();
        lines.load(new StringReader(text));
        Export export = Export.of(folder.resolve("export"), lines.getProperty("sakia.job.orders.url"));
        lines.stringPropertyNames()
                .forEach(key -> export.with(key.substring("sakia.job.orders.".length()), lines.getProperty(key)));
        return export;
    }
}
